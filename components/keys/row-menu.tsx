"use client";

import { Copy, Ellipsis, KeyRound, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { copyText } from "@/components/ui/copy-text";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import { DeleteKeyDialog } from "./delete-key-dialog";
import { useKeyActions } from "./key-actions";
import { useCopyId } from "./key-id-chip";

type RowMenuProps = { keyId: string; name: string; canDelete: boolean };

/** What can be done to one key of the list. */
export function RowMenu({ keyId, name, canDelete }: RowMenuProps) {
  const { orgSlug } = useKeyActions();
  const router = useRouter();
  const [isDeleting, setDeleting] = useState(false);
  const copyId = useCopyId(keyId);
  const copy = () =>
    copyText(copyId()).then(
      () => notify.done("Key ID copied"),
      () => notify.failed({ message: "The browser did not allow copying." }),
    );
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <IconButton icon={Ellipsis} label={`Actions for ${name}`} size="sm" tooltip={false} />
        </MenuTrigger>
        <MenuContent>
          <MenuItem asChild>
            <Link href={`/o/${orgSlug}/keys/${keyId}`}>
              <KeyRound aria-hidden="true" className="text-ink-muted" />
              Open key
            </Link>
          </MenuItem>
          <MenuItem icon={Copy} onSelect={() => void copy()}>
            Copy key ID
          </MenuItem>
          {canDelete ? (
            <>
              <MenuSeparator />
              <MenuItem icon={Trash2} tone="danger" onSelect={() => setDeleting(true)}>
                Delete key…
              </MenuItem>
            </>
          ) : null}
        </MenuContent>
      </Menu>
      <DeleteKeyDialog
        keyId={keyId}
        name={name}
        open={isDeleting}
        onOpenChange={setDeleting}
        onDeleted={() => router.refresh()}
      />
    </>
  );
}
