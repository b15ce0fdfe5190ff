import { DomainError } from "@/lib/errors/domain-error";
import type { Policies } from "@/lib/orgs/policies/schemas";
import { requireWithinMaxAge } from "@/lib/orgs/policies/within";
import type { Change } from "./change";
import { isFutureTime, type SetValidityInput } from "./life-schemas";
import type { LockedKey } from "./lock";
import { EXPIRY_DAYS_MAX } from "./terms";

type Wanted = Pick<SetValidityInput, "validFrom" | "expiresAt">;
type Validity = { validFrom: Date | null; expiresAt: Date | null };

/**
 * From when to when a locked key is valid, made what is wanted; `null` when it is that already. What changes must lie in the
 * future; what is there may stay, and an end can be removed where the organization sets no maximum age.
 * @throws {DomainError} `invalid_input` for a time that is past or too far, an end that is not after the start, or one beyond
 * the maximum age.
 */
export function validityChange(
  key: LockedKey,
  wanted: Wanted,
  policies: Pick<Policies, "maxKeyAgeDays">,
  now: Date,
): Change | null {
  const before = { validFrom: key.validFrom, expiresAt: key.expiresAt };
  const after = {
    validFrom: timeOr(wanted.validFrom, before.validFrom),
    expiresAt: timeOr(wanted.expiresAt, before.expiresAt),
  };
  if (isSame(before.validFrom, after.validFrom) && isSame(before.expiresAt, after.expiresAt)) return null;
  requireTimes(after, before, now);
  if (!isSame(before.expiresAt, after.expiresAt)) {
    requireWithinMaxAge(policies, { createdAt: key.createdAt, expiresAt: after.expiresAt });
  }
  return { data: after, before, after };
}

/**
 * From when to when a new key is valid.
 * @throws {DomainError} `invalid_input` as `validityChange`, but for the organization's maximum age.
 */
export function newValidity(wanted: Required<Wanted>, now: Date): Validity {
  const validity = { validFrom: timeOr(wanted.validFrom, null), expiresAt: timeOr(wanted.expiresAt, null) };
  requireTimes(validity, { validFrom: null, expiresAt: null }, now);
  return validity;
}

function requireTimes(after: Validity, before: Validity, now: Date): void {
  for (const field of ["validFrom", "expiresAt"] as const) {
    const at = after[field];
    if (isSame(before[field], at) || at === null || isFutureTime(at, now)) continue;
    throw wrongTime(field, `Choose a time from now on, at most ${EXPIRY_DAYS_MAX / 365} years ahead.`);
  }
  if (after.validFrom && after.expiresAt && after.validFrom >= after.expiresAt) {
    throw wrongTime("expiresAt", "Choose an end that is after the start.");
  }
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
