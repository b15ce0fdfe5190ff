import { DomainError } from "@/lib/errors/domain-error";
import type { Change } from "./change";
import { isFutureTime, type SetValidityInput } from "./life-schemas";
import type { LockedKey } from "./lock";
import { EXPIRY_DAYS_MAX } from "./schemas";

type Wanted = Pick<SetValidityInput, "validFrom" | "expiresAt">;

/**
 * From when to when a locked key is valid, made what is wanted; `null` when it is that already. What changes must lie in the
 * future; what is there may stay, and an end can be removed.
 * @throws {DomainError} `invalid_input` for a time that is past or too far, or an end that is not after the start.
 */
export function validityChange(key: LockedKey, wanted: Wanted, now: Date): Change | null {
  const before = { validFrom: key.validFrom, expiresAt: key.expiresAt };
  const after = {
    validFrom: timeOr(wanted.validFrom, before.validFrom),
    expiresAt: timeOr(wanted.expiresAt, before.expiresAt),
  };
  if (isSame(before.validFrom, after.validFrom) && isSame(before.expiresAt, after.expiresAt)) return null;
  for (const field of ["validFrom", "expiresAt"] as const) {
    const at = after[field];
    if (isSame(before[field], at) || at === null || isFutureTime(at, now)) continue;
    throw wrongTime(field, `Choose a time from now on, at most ${EXPIRY_DAYS_MAX / 365} years ahead.`);
  }
  if (after.validFrom && after.expiresAt && after.validFrom >= after.expiresAt) {
    throw wrongTime("expiresAt", "Choose an end that is after the start.");
  }
  return { data: after, before, after };
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
