"use client";

import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { DialogContent } from "@/components/ui/dialog";
import { formatAbsolute } from "@/components/ui/format-time";
import type { RotatedOnRemoval } from "@/lib/members/remove";

type RotatedListProps = { orgSlug: string; rotated: readonly RotatedOnRemoval[]; onDone: () => void };

/** The new secrets of keys whose holder was removed, each to copy by a click. */
export function RotatedList({ orgSlug, rotated, onDone }: RotatedListProps) {
  const endsAt = rotated[0]?.endsAt ?? null;
  return (
    <DialogContent
      size="lg"
      title={rotated.length === 1 ? "1 key rotated" : `${rotated.length} keys rotated`}
      description={
        endsAt === null
          ? "The old secrets have ended. Bring the new ones to where the keys are used."
          : `The old secrets end ${formatAbsolute(Date.parse(endsAt))}. Bring the new ones to where the keys are used.`
      }
      footer={<Button onClick={onDone}>Done</Button>}
    >
      <ul className="-mx-1 grid max-h-[50dvh] divide-y divide-line overflow-y-auto px-1">
        {rotated.map(({ keyId, name, secret }) => (
          <li key={keyId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
            <Link
              href={`/o/${orgSlug}/keys/${keyId}`}
              className="min-w-0 truncate font-medium hover:underline"
            >
              <bdi>{name}</bdi>
            </Link>
            <Chip what="secret" secret text={secret}>{`${secret.slice(0, 7)}…${secret.slice(-4)}`}</Chip>
          </li>
        ))}
      </ul>
    </DialogContent>
  );
}
