"use client";

import { Chip } from "@/components/ui/chip";
import { notify } from "@/components/ui/notify";
import { shorten } from "@/components/ui/shorten";
import { useKeyActions } from "./key-actions";

/** A key's ID, shortened unless `whole`; copying it leaves a row in the audit log. */
export function KeyIdChip({ keyId, whole = false }: { keyId: string; whole?: boolean }) {
  const copyId = useCopyId(keyId);
  return (
    <Chip what="key ID" onCopy={async () => copyId()}>
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
