"use client";

import { Chip } from "@/components/ui/chip";
import { notify } from "@/components/ui/notify";
import { shorten } from "@/components/ui/shorten";
import { useKeyActions } from "./key-actions";

type KeyIdChipProps = {
  keyId: string;
  whole?: boolean;
  /** Without its frame: below a name, where a frame would weigh more than the name. */
  quiet?: boolean;
};

/** A key's ID, shortened unless `whole`; copying it leaves a row in the audit log. */
export function KeyIdChip({ keyId, whole = false, quiet = false }: KeyIdChipProps) {
  const copyId = useCopyId(keyId);
  return (
    <Chip
      what="key ID"
      onCopy={async () => copyId()}
      // As high as a finger or an unsteady hand needs, a little over the name and the row's edge.
      className={quiet ? "-my-0.5 border-transparent bg-transparent px-0 text-ink-muted hover:text-ink" : ""}
    >
      {whole ? keyId : shorten(keyId)}
    </Chip>
  );
}

/** Gives the ID at once and records the copy beside it: an ID is no secret, so nobody waits for the record. */
export function useCopyId(keyId: string): () => string {
  const { orgSlug, actions } = useKeyActions();
  return () => {
    void actions
      .recordIdCopy(orgSlug, { keyId })
      .then((result) => {
        if (!result.ok) notify.failed(result.error);
      })
      .catch(() => notify.failed({ message: "The copy could not be written to the audit log." }));
    return keyId;
  };
}
