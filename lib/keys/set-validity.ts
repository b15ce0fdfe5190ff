import { withTransaction } from "@/lib/db/transaction";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { holdPolicies } from "@/lib/orgs/policies/read";
import type { SetValidityInput } from "./life-schemas";
import { lockKey } from "./lock";
import { type KeyVersion, saveKey } from "./save";
import { endIn, typeEndChange } from "./type-end";
import { validityChange } from "./validity-change";

/**
 * Says from when to when a key is valid. What changes must lie in the future: nothing is made valid or expired in
 * retrospect. What is there already may stay, and an end can be removed
 * where neither the organization nor the billing type asks for one.
 * @throws {DomainError} `not_found`, `forbidden`, `version_mismatch`; `invalid_input` for a time that is past or too far, an
 * end that is not after the start, or one that the billing type does not allow.
 */
export async function setKeyValidity(ctx: OrgContext, input: SetValidityInput): Promise<KeyVersion> {
  requirePermission(ctx, "keys:edit", true);
  return withTransaction(async (tx) => {
    const policies = await holdPolicies(tx, ctx.org.id);
    const key = await lockKey(tx, ctx, "keys:edit", input);
    const change = validityChange(key, input, policies, ctx.now);
    if (change === null) return { version: key.version };
    await typeEndChange(tx, key, { ...key, expiresAt: endIn(input, key) }, ctx.now);
    const { data, ...told } = change;
    return saveKey(tx, ctx, key.id, data, { action: "key.validity_set", ...told });
  });
}
