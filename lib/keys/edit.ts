import { isDeepStrictEqual } from "node:util";
import { withTransaction } from "@/lib/db/transaction";
import { ownLimitsChange } from "@/lib/limits/own-limits-change";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { holdPolicies } from "@/lib/orgs/policies/read";
import { accessChange } from "./access-change";
import type { Change } from "./change";
import { detailsChange } from "./details-change";
import type { EditKeyInput } from "./edit-schema";
import { lockKey } from "./lock";
import { restrictionsChange } from "./restrictions-change";
import { type KeyVersion, saveKey } from "./save";
import { endIn, typeEndChange } from "./type-end";
import { validityChange } from "./validity-change";

/**
 * Changes everything a customer can say about a key at once, from its name to its limits: all of it or nothing, with one row
 * in the audit log that holds only what became different.
 *
 * Each part is refused for the reasons its own verb has. What is as it was is no change.
 * @throws {DomainError} `not_found`, `forbidden`, `version_mismatch`; `invalid_input` for any part.
 */
export async function editKey(ctx: OrgContext, input: EditKeyInput): Promise<KeyVersion> {
  requirePermission(ctx, "keys:edit", true);
  if (input.limits !== undefined) requirePermission(ctx, "limits:edit", true);
  return withTransaction(async (tx) => {
    const policies = await holdPolicies(tx, ctx.org.id);
    const key = await lockKey(tx, ctx, "keys:edit", input);
    const details = detailsChange(ctx, policies, key, input);
    const validity = validityChange(key, input, policies, ctx.now);
    const type = { billingType: input.billingType ?? key.billingType, expiresAt: endIn(input, key) };
    const changes = [
      details,
      validity,
      await typeEndChange(tx, key, type, ctx.now),
      // Before the limits: a limit can only be of a class that the key can call from now on.
      await accessChange(tx, key, input),
      input.restrictions === undefined
        ? null
        : under("restrictions", await restrictionsChange(tx, key, input.restrictions)),
      input.limits === undefined ? null : await ownLimitsChange(tx, ctx, key, input.limits),
    ].filter((change) => change !== null);
    if (changes.length === 0) return { version: key.version };
    return saveKey(tx, ctx, key.id, Object.assign({}, ...changes.map(({ data }) => data)), {
      action: "key.edited",
      before: Object.assign({}, ...changes.map(({ before, after }) => differing(before, after))),
      after: Object.assign({}, ...changes.map(({ before, after }) => differing(after, before))),
      reason: input.reason,
    });
  });
}

function under(name: string, change: Change | null): Change | null {
  if (change === null) return null;
  const { data, before, after } = change;
  return {
    data,
    before: { [name]: differing(before, after) },
    after: { [name]: differing(after, before) },
  };
}

/** Of one side of a change, the fields in which the other side differs. */
function differing(side: Change["before"], other: Change["before"]): Change["before"] {
  return Object.fromEntries(
    Object.entries(side).filter(([name, value]) => !isDeepStrictEqual(value, other[name])),
  );
}
