"use client";

import type { ReactNode } from "react";
import { DeleteKeyDialog } from "./delete-key-dialog";
import { DisableKeyDialog } from "./disable-key-dialog";
import { EnableKeyDialog } from "./enable-key-dialog";
import type { KeyDialogProps } from "./key-subject";
import { RenameKeyDialog } from "./rename-key-dialog";
import { RotateKeyDialog } from "./rotate-key-dialog";

export type KeyDialogName = "rename" | "rotate" | "disable" | "enable" | "delete";

type AnyKeyDialogProps = KeyDialogProps & {
  name: KeyDialogName;
  onDeleted: () => void;
  /** What deleting the key would stop, where it is known. */
  impact?: ReactNode;
};

/** One of the dialogs about one key. */
export function KeyDialog({ name, onDeleted, impact, ...dialog }: AnyKeyDialogProps) {
  switch (name) {
    case "rename":
      return <RenameKeyDialog {...dialog} />;
    case "rotate":
      return <RotateKeyDialog {...dialog} />;
    case "disable":
      return <DisableKeyDialog {...dialog} />;
    case "enable":
      return <EnableKeyDialog {...dialog} />;
    case "delete":
      return (
        <DeleteKeyDialog
          keyId={dialog.subject.id}
          name={dialog.subject.name}
          open={dialog.open}
          onOpenChange={dialog.onOpenChange}
          onDeleted={onDeleted}
          {...(impact === undefined ? {} : { impact })}
        />
      );
  }
}
