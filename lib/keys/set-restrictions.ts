import { withTransaction } from "@/lib/db/transaction";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { lockKey } from "./lock";
import { restrictionsChange } from "./restrictions-change";
import type { SetRestrictionsInput } from "./restrictions-schema";
import { type KeyVersion, saveKey } from "./save";

/**
 * Replaces all restrictions of a key: where it may be used from, by what and when, each off, observed or enforced.
 *
 * What is as it was is no change. What is there but cannot be read can be replaced like anything else.
 * @throws {DomainError} `not_found`, `forbidden`, `version_mismatch`; `invalid_input` for a domain that is a public suffix.
 */
export async function setKeyRestrictions(ctx: OrgContext, input: SetRestrictionsInput): Promise<KeyVersion> {
  requirePermission(ctx, "keys:edit", true);
  return withTransaction(async (tx) => {
    const key = await lockKey(tx, ctx, "keys:edit", input);
    const change = await restrictionsChange(tx, key, input.restrictions);
    if (change === null) return { version: key.version };
    const { data, ...told } = change;
    return saveKey(tx, ctx, key.id, data, {
      action: "key.restrictions_set",
      ...told,
      reason: input.reason,
    });
  });
}
