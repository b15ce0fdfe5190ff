import { withTransaction } from "@/lib/db/transaction";
import { lockKey } from "@/lib/keys/lock";
import { type KeyVersion, saveKey } from "@/lib/keys/save";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { ownLimitsChange } from "./own-limits-change";
import type { SetKeyLimitsInput } from "./schemas";

/**
 * Replaces the limits that a customer set for a key. They can only lower what was agreed: the default of an endpoint class, or
 * the contract in force.
 *
 * A limit that stays as it was goes on without a gap. What is as it was as a whole is no change.
 * @throws {DomainError} `not_found`, `forbidden`, `version_mismatch`; `invalid_input` for more than was agreed, or a class the key
 * cannot call.
 */
export async function setKeyLimits(ctx: OrgContext, input: SetKeyLimitsInput): Promise<KeyVersion> {
  requirePermission(ctx, "limits:edit", true);
  return withTransaction(async (tx) => {
    const key = await lockKey(tx, ctx, "limits:edit", input);
    const change = await ownLimitsChange(tx, ctx, key, input.limits);
    if (change === null) return { version: key.version };
    const { data, ...told } = change;
    return saveKey(tx, ctx, key.id, data, { action: "key.limits_set", ...told, reason: input.reason });
  });
}
