"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/notify";
import { useKeyActions } from "./key-actions";
import type { KeyDialogProps } from "./key-subject";
import { ReasonField } from "./reason-field";
import { refusalSentence } from "./refusal-sentence";

/** Lets a key that the organization disabled work again. */
export function EnableKeyDialog({ subject, open, onOpenChange }: KeyDialogProps) {
  const { orgSlug, actions } = useKeyActions();
  const router = useRouter();
  const [reason, setReason] = useState("");
  const { id: keyId, name, version } = subject;
  const enable = async () => {
    const result = await actions.enableKey(orgSlug, { keyId, version, reason });
    if (!result.ok) return refusalSentence(result.error);
    notify.done(`Key “${name}” enabled`);
    router.refresh();
    return undefined;
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Enable “${name}”?`}
      confirmLabel="Enable key"
      onConfirm={enable}
    >
      <p>
        Whatever still sends its secret works again at once. Its dates, restrictions and limits hold as
        before.
      </p>
      <ReasonField value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
