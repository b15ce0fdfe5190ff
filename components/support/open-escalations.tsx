"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { RelativeTime } from "@/components/ui/relative-time";
import { TextLink } from "@/components/ui/text-link";
import type { OpenEscalation } from "@/lib/support/notes";
import type { SupportActions } from "./support-actions";
import { supportHref } from "./support-href";

type OpenEscalationsProps = {
  escalations: readonly OpenEscalation[];
  mayResolve: boolean;
  resolve: SupportActions["resolve"];
};

/** What support handed to operators and nobody has dealt with; nothing when there is none. */
export function OpenEscalations({ escalations, ...rest }: OpenEscalationsProps) {
  if (escalations.length === 0) return null;
  return (
    <Card className="mt-6">
      <CardHeader
        title="Waiting for an operator"
        description="Handed over by support, the longest waiting first."
      />
      <ul className="divide-y divide-line border-line border-t">
        {escalations.map((one) => (
          <Escalation key={one.id} escalation={one} {...rest} />
        ))}
      </ul>
    </Card>
  );
}

function Escalation({
  escalation: { id, at, ticket, body, author, keyId, org },
  mayResolve,
  resolve,
}: Omit<OpenEscalationsProps, "escalations"> & { escalation: OpenEscalation }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const done = () =>
    startTransition(async () => {
      const result = await resolve({ noteId: id });
      if (!result.ok) return notify.failed(result.error);
      notify.done(`Ticket ${ticket} is dealt with`);
      router.refresh();
    });
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-5 py-4">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap gap-x-3 text-sm text-ink-muted">
          <TextLink
            prefetch={false}
            href={keyId === null ? supportHref("orgs", org.id, ticket) : supportHref("keys", keyId, ticket)}
            className="font-medium"
          >
            {org.name}
          </TextLink>
          <span>{ticket}</span>
          <span>
            {author}, <RelativeTime at={at} isPast />
          </span>
        </p>
        <p dir="auto" className="mt-1 whitespace-pre-wrap break-words">
          {body}
        </p>
      </div>
      {mayResolve ? (
        <Button size="sm" pending={pending} onClick={done}>
          Mark as dealt with
        </Button>
      ) : null}
    </li>
  );
}
