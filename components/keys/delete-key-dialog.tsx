"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/notify";
import { TRASH_DAYS } from "@/lib/keys/terms";
import { useKeyActions } from "./key-actions";
import { ReasonField } from "./reason-field";
import { refusalSentence } from "./refusal-sentence";

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
  const router = useRouter();
  const [reason, setReason] = useState("");
  const restore = async () => {
    const result = await actions.restoreKey(orgSlug, { keyId });
    if (result.ok) notify.done(`Key “${name}” restored`);
    else notify.failed(result.error);
    router.refresh();
  };
  const remove = async () => {
    const result = await actions.deleteKey(orgSlug, { keyId, reason });
    if (!result.ok) return refusalSentence(result.error);
    notify.undoable(`Key “${name}” deleted`, () => void restore());
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
      <p>
        It goes to the trash, where it can be restored for {TRASH_DAYS} days. Its past usage stays in your
        analytics.
      </p>
      <ReasonField value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
