"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/notify";
import { useKeyActions } from "./key-actions";
import type { KeyDialogProps } from "./key-subject";
import { ReasonField } from "./reason-field";
import { refusalSentence } from "./refusal-sentence";

/** Disables a key; enabling it again is one click away. */
export function DisableKeyDialog({ subject, open, onOpenChange }: KeyDialogProps) {
  const { orgSlug, actions } = useKeyActions();
  const router = useRouter();
  const [reason, setReason] = useState("");
  const { id: keyId, name, version } = subject;
  const enable = async () => {
    const result = await actions.enableKey(orgSlug, { keyId, version: null, reason: "" });
    if (result.ok) notify.done(`Key “${name}” enabled`);
    else notify.failed(result.error);
    router.refresh();
  };
  const disable = async () => {
    const result = await actions.disableKey(orgSlug, { keyId, version, reason });
    if (!result.ok) return refusalSentence(result.error);
    notify.undoable(`Key “${name}” disabled`, () => void enable());
    router.refresh();
    return undefined;
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Disable “${name}”?`}
      confirmLabel="Disable key"
      tone="danger"
      onConfirm={disable}
    >
      <p>
        Every call with this key is refused from now on. Nothing of it is lost: enable it and it works as
        before.
      </p>
      <ReasonField
        value={reason}
        onChange={setReason}
        help="Shown to your organization on the key’s page, and kept in the audit log."
      />
    </ConfirmDialog>
  );
}
