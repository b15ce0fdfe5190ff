import type { KeyListItem } from "@/lib/keys/list-item";
import type { KeyRights } from "@/lib/keys/rights";

/** What a menu and its dialogs need to know of a key, in the list and on its page. */
export type KeySubject = Pick<
  KeyListItem,
  "id" | "name" | "status" | "version" | "preview" | "rotation" | "isSecretKept" | keyof KeyRights
>;

/** What every dialog about a key takes. */
export type KeyDialogProps = {
  subject: KeySubject;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Of everything a page knows about a key, what goes to the browser for its menu. */
export function subjectOf(key: KeySubject): KeySubject {
  const { id, name, status, version, preview, rotation, isSecretKept } = key;
  const { canCopy, canEdit, canRotate, canDisable, canDelete, canAskQps } = key;
  return {
    id,
    name,
    status,
    version,
    preview,
    rotation,
    isSecretKept,
    canCopy,
    canEdit,
    canRotate,
    canDisable,
    canDelete,
    canAskQps,
  };
}
