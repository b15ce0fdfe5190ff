"use client";

import { useState } from "react";
import { steppingUp } from "@/components/accounts/step-up/ask-for-proof";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { NewSecret } from "./new-secret";
import type { WebhookActions } from "./webhook-actions";

const OVERLAPS = [
  { value: "0", label: "Ends at once" },
  { value: "1", label: "1 hour" },
  { value: "24", label: "24 hours" },
  { value: "72", label: "72 hours" },
];

type RotateSecretDialogProps = {
  orgSlug: string;
  webhook: { id: string; name: string; oldSecretEndsAt: string | null };
  open: boolean;
  onOpenChange: (open: boolean) => void;
  rotate: WebhookActions["rotate"];
};

/** Asks for how long the old secret signs as well, then shows the new one. */
export function RotateSecretDialog({ open, onOpenChange, ...rest }: RotateSecretDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open ? <Steps {...rest} /> : null}
    </Dialog>
  );
}

function Steps({ orgSlug, webhook, rotate }: Omit<RotateSecretDialogProps, "open" | "onOpenChange">) {
  const [overlap, setOverlap] = useState("24");
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [secret, setSecret] = useState<string>();
  if (secret !== undefined) {
    const note =
      overlap === "0"
        ? "Messages carry its signature alone from now on."
        : "Messages carry both signatures until the old secret ends, so change it in the receiver at any time before.";
    return <NewSecret secret={secret} note={note} />;
  }
  const confirm = async () => {
    setPending(true);
    const result = await steppingUp(rotate)(orgSlug, {
      webhookId: webhook.id,
      overlapHours: Number(overlap),
    });
    setPending(false);
    if (result.ok) setSecret(result.data.secret);
    else setFailure(result.error.message);
  };
  return (
    <DialogContent
      title={`Rotate the secret of “${webhook.name}”?`}
      description="It gets a new signing secret, which is shown once."
      locked={pending}
      footer={
        <DialogButtons pending={pending} onConfirm={() => void confirm()}>
          Rotate secret
        </DialogButtons>
      }
    >
      <div className="grid gap-4">
        <Field
          label="The old secret signs as well for"
          help="Receivers accept a message if either signature fits."
        >
          <Select options={OVERLAPS} value={overlap} onValueChange={setOverlap} className="max-w-52" />
        </Field>
        {webhook.oldSecretEndsAt === null ? null : (
          <p className="text-ink-muted">
            A rotation is under way. The secret that is on its way out now ends at once.
          </p>
        )}
        <div aria-live="assertive" className="empty:hidden">
          {failure ? <p className="text-danger-ink">{failure}</p> : null}
        </div>
      </div>
    </DialogContent>
  );
}
