"use client";

import { type ReactNode, useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { Textarea } from "@/components/ui/textarea";
import { useKeyActions } from "./key-actions";

type DeleteKeyDialogProps = {
  keyId: string;
  name: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onDeleted: () => void;
  /** What would stop working, where it is known. */
  impact?: ReactNode;
};

/** Says what stops working, asks to type the key's name, and deletes it. */
export function DeleteKeyDialog({
  keyId,
  name,
  open,
  onOpenChange,
  onDeleted,
  impact,
}: DeleteKeyDialogProps) {
  const { orgSlug, actions } = useKeyActions();
  const [reason, setReason] = useState("");
  const remove = async () => {
    const result = await actions.deleteKey(orgSlug, { keyId, reason });
    if (!result.ok) return `${result.error.message} (request ID ${result.error.requestId})`;
    notify.done(`Key “${name}” deleted`);
    onDeleted();
    return undefined;
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete “${name}”?`}
      confirmLabel="Delete key"
      tone="danger"
      typeToConfirm={name}
      onConfirm={remove}
    >
      {impact ?? <p>Every call with this key is refused at once. Whatever still uses it stops working.</p>}
      <p>Its past usage stays in your analytics. The secret cannot be brought back.</p>
      <Field label="Reason" optional help="Kept in the audit log.">
        <Textarea
          rows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
    </ConfirmDialog>
  );
}
