import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { isFutureTime, type SetValidityInput } from "./life-schemas";
import { lockKey } from "./lock";
import { type KeyVersion, saveKey } from "./save";
import { EXPIRY_DAYS_MAX } from "./schemas";

/**
 * Says from when to when a key is valid. What changes must lie in the future: nothing is made valid or expired in
 * retrospect. What is there already may stay, and an end can be removed.
 * @throws {DomainError} `not_found`, `forbidden`, `version_mismatch`; `invalid_input` for a time that is past or too far,
 * or an end that is not after the start.
 */
export async function setKeyValidity(ctx: OrgContext, input: SetValidityInput): Promise<KeyVersion> {
  requirePermission(ctx, "keys:edit", true);
  return withTransaction(async (tx) => {
    const key = await lockKey(tx, ctx, "keys:edit", input);
    const before = { validFrom: key.validFrom, expiresAt: key.expiresAt };
    const after = {
      validFrom: timeOr(input.validFrom, before.validFrom),
      expiresAt: timeOr(input.expiresAt, before.expiresAt),
    };
    if (isSame(before.validFrom, after.validFrom) && isSame(before.expiresAt, after.expiresAt)) {
      return { version: key.version };
    }
    for (const field of ["validFrom", "expiresAt"] as const) {
      const at = after[field];
      if (isSame(before[field], at) || at === null || isFutureTime(at, ctx.now)) continue;
      throw wrongTime(field, `Choose a time from now on, at most ${EXPIRY_DAYS_MAX / 365} years ahead.`);
    }
    if (after.validFrom && after.expiresAt && after.validFrom >= after.expiresAt) {
      throw wrongTime("expiresAt", "Choose an end that is after the start.");
    }
    return saveKey(tx, ctx, key.id, after, { action: "key.validity_set", before, after });
  });
}

function timeOr(given: string | null | undefined, otherwise: Date | null): Date | null {
  if (given === undefined) return otherwise;
  return given === null ? null : new Date(given);
}

function isSame(a: Date | null, b: Date | null): boolean {
  return a?.getTime() === b?.getTime();
}

function wrongTime(field: "validFrom" | "expiresAt", sentence: string): DomainError {
  return new DomainError("invalid_input", { fields: { [field]: [sentence] } });
}
