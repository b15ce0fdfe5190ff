"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { lazyPart } from "@/components/ui/lazy-part";
import { useKeyActions } from "./key-actions";

const deletion = lazyPart(() => import("./delete-key-dialog"));

type DangerZoneProps = {
  keyId: string;
  name: string;
  isProtected: boolean;
  canEdit: boolean;
  /** What stops working. */
  impact: ReactNode;
};

/** Deleting a key, after saying what it breaks. */
export function DangerZone({ keyId, name, isProtected, canEdit, impact }: DangerZoneProps) {
  const { orgSlug } = useKeyActions();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const part = deletion.use(open);
  return (
    <section
      aria-labelledby="danger-title"
      className="flex flex-wrap items-center justify-between gap-4 rounded-lg border border-danger/40 bg-surface p-5"
    >
      <div className="min-w-0">
        <h2 id="danger-title" className="font-medium text-lg">
          Delete this key
        </h2>
        <div className="max-w-prose text-ink-muted">
          {isProtected ? <p>It is protected from deletion. Lift the protection first.</p> : impact}
        </div>
      </div>
      {isProtected ? (
        canEdit ? (
          <Button asChild>
            <Link href={`/o/${orgSlug}/keys/${keyId}/edit`}>Edit protection</Link>
          </Button>
        ) : null
      ) : (
        <Button
          variant="danger"
          onPointerEnter={deletion.load}
          onFocus={deletion.load}
          onClick={() => setOpen(true)}
        >
          Delete key…
        </Button>
      )}
      {part === null ? null : (
        <part.DeleteKeyDialog
          keyId={keyId}
          name={name}
          impact={impact}
          open={open}
          onOpenChange={setOpen}
          onDeleted={() => router.push(`/o/${orgSlug}/keys`)}
        />
      )}
    </section>
  );
}
