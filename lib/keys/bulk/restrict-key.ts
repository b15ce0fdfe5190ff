import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import type { VersionedKeyRef } from "../life-schemas";
import { lockKey } from "../lock";
import { restrictionsChange } from "../restrictions-change";
import { type KeyVersion, saveKey } from "../save";
import { type RestrictOperation, restricted } from "./restricted";

/**
 * Adds to, or replaces, one restriction of a key; the others stay as they are.
 *
 * What is as it was is no change.
 * @throws {DomainError} `not_found`, `forbidden`, `version_mismatch`; `invalid_input` when the key cannot have it.
 */
export async function restrictKey(
  ctx: OrgContext,
  input: VersionedKeyRef & Omit<RestrictOperation, "verb">,
): Promise<KeyVersion> {
  requirePermission(ctx, "keys:edit", true);
  const { keyId, version } = input;
  return withTransaction(async (tx) => {
    const key = await lockKey(tx, ctx, "keys:edit", { keyId, version });
    const { restrictions: stored } = await tx.key.findUniqueOrThrow({
      where: { id: key.id },
      select: { restrictions: true },
    });
    const wanted = restricted(stored, input);
    if (!wanted.isPossible) {
      throw new DomainError("invalid_input", { fields: { restriction: [wanted.fault] } });
    }
    const change = await restrictionsChange(tx, key, wanted.restrictions);
    if (change === null) return { version: key.version };
    const { data, ...told } = change;
    return saveKey(tx, ctx, key.id, data, {
      action: "key.restrictions_set",
      ...told,
      reason: input.reason,
    });
  });
}
