import { withTransaction } from "@/lib/db/transaction";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { accessChange } from "../access-change";
import type { VersionedKeyRef } from "../life-schemas";
import { lockKey } from "../lock";
import { type KeyVersion, saveKey } from "../save";

/**
 * Says whether a key is accepted in the query string; what it is accepted for stays as it is.
 *
 * What is as it was is no change.
 * @throws {DomainError} `not_found`, `forbidden`, `version_mismatch`.
 */
export async function setQueryKey(
  ctx: OrgContext,
  input: VersionedKeyRef & { allowQueryKey: boolean; reason: string },
): Promise<KeyVersion> {
  requirePermission(ctx, "keys:edit", true);
  const { keyId, version, allowQueryKey, reason } = input;
  return withTransaction(async (tx) => {
    const key = await lockKey(tx, ctx, "keys:edit", { keyId, version });
    const change = await accessChange(tx, key, { allowQueryKey });
    if (change === null) return { version: key.version };
    const { data, ...told } = change;
    return saveKey(tx, ctx, key.id, data, { action: "key.access_set", ...told, reason });
  });
}
