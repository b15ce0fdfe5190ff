"use client";

import { useRouter } from "next/navigation";
import { useId, useState, useTransition } from "react";
import { Banner } from "@/components/ui/banner";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { RelativeTime } from "@/components/ui/relative-time";
import { useKeyActions } from "./key-actions";
import type { KeyDialogProps, KeySubject } from "./key-subject";
import { type Overlap, OverlapField, overlapHours } from "./overlap-field";
import { ReasonField } from "./reason-field";
import { refusalSentence } from "./refusal-sentence";
import { RotatedPanel } from "./rotated-panel";

/** With the key as it was: the page below may be renewed while the new secret is shown. */
type Rotated = { subject: KeySubject; secret: string; endsAt: string | null };

/** Gives a key a new secret: what it means and when the old one ends, then both secrets with their ends. */
export function RotateKeyDialog({ subject, open, onOpenChange }: KeyDialogProps) {
  const router = useRouter();
  const [rotated, setRotated] = useState<Rotated>();
  const close = (next: boolean) => {
    onOpenChange(next);
    if (!next && rotated) router.refresh();
  };
  return (
    <Dialog open={open} onOpenChange={close}>
      {rotated ? (
        <RotatedPanel {...rotated} onDone={() => close(false)} />
      ) : (
        <RotateForm subject={subject} onRotated={setRotated} />
      )}
    </Dialog>
  );
}

type RotateFormProps = Pick<KeyDialogProps, "subject"> & { onRotated: (rotated: Rotated) => void };

function RotateForm({ subject, onRotated }: RotateFormProps) {
  const { orgSlug, overlapCapHours, actions } = useKeyActions();
  const formId = useId();
  const [overlap, setOverlap] = useState<Overlap>({
    choice: String(Math.min(24, overlapCapHours)),
    customHours: "",
    fromFirstUse: false,
  });
  const [reason, setReason] = useState("");
  const [endsRetiring, setEndsRetiring] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [pending, startTransition] = useTransition();
  const retiringEndsAt = subject.rotation?.endsAt ?? null;
  const hours = overlapHours(overlap, overlapCapHours);
  const isReady = hours !== null && (retiringEndsAt === null || endsRetiring);
  const rotate = () =>
    startTransition(async () => {
      if (hours === null) return;
      const result = await actions.rotateKey(orgSlug, {
        keyId: subject.id,
        version: subject.version,
        overlapSeconds: hours * 3600,
        startAtFirstUse: overlap.fromFirstUse,
        endRetiringNow: endsRetiring,
        reason,
      });
      if (result.ok) onRotated({ subject, ...result.data });
      else setFailure(refusalSentence(result.error));
    });
  return (
    <DialogContent
      title={`Rotate “${subject.name}”`}
      description="The key gets a new secret. Its ID, limits, restrictions and counts stay."
      locked={pending}
      footer={
        <DialogButtons
          form={formId}
          tone={hours === 0 && !overlap.fromFirstUse ? "danger" : "plain"}
          pending={pending}
          disabled={!isReady}
        >
          Rotate key
        </DialogButtons>
      }
    >
      <form
        id={formId}
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) rotate();
        }}
      >
        <Banner tone="warn">
          Move every client to the new secret before the old one ends. Once it has ended it cannot be brought
          back.{" "}
          <a
            className="underline underline-offset-4"
            href="/docs/guides/rotation"
            target="_blank"
            rel="noreferrer"
          >
            How to do it without an outage
          </a>
        </Banner>
        {retiringEndsAt === null ? null : (
          <div className="grid gap-3 rounded-lg border border-line p-4">
            <p>
              A rotation is under way: its old secret still works and ends{" "}
              <RelativeTime at={retiringEndsAt} />.
            </p>
            <Checkbox
              checked={endsRetiring}
              onCheckedChange={(checked) => setEndsRetiring(checked === true)}
              label="End that secret now"
              help="Clients that still send it are refused. The present secret becomes the retiring one."
            />
          </div>
        )}
        <OverlapField value={overlap} onChange={setOverlap} capHours={overlapCapHours} />
        <ReasonField value={reason} onChange={setReason} />
        <div aria-live="assertive" className="empty:hidden">
          {failure ? <p className="text-danger-ink">{failure}</p> : null}
        </div>
      </form>
    </DialogContent>
  );
}
