"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { KeyName } from "@/lib/keys/schemas";
import { useKeyActions } from "./key-actions";
import type { KeyDialogProps } from "./key-subject";
import { refusalSentence } from "./refusal-sentence";

/** Gives a key another name. */
export function RenameKeyDialog({ subject, open, onOpenChange }: KeyDialogProps) {
  const { orgSlug, actions } = useKeyActions();
  const router = useRouter();
  const [name, setName] = useState(subject.name);
  const [error, setError] = useState<string>();
  const rename = async () => {
    const checked = KeyName.safeParse(name);
    setError(checked.error?.issues[0]?.message);
    // Said at the field; the dialog stays open.
    if (!checked.success) return "";
    const result = await actions.renameKey(orgSlug, { keyId: subject.id, version: subject.version, name });
    if (!result.ok) return refusalSentence(result.error);
    notify.done("Key renamed");
    router.refresh();
    return undefined;
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Rename key"
      confirmLabel="Save name"
      onConfirm={rename}
    >
      <p>Clients notice nothing: they send the secret, and the key ID stays.</p>
      <Field label="Name" required error={error}>
        <Input
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={80}
          autoComplete="off"
          data-1p-ignore
        />
      </Field>
    </ConfirmDialog>
  );
}
