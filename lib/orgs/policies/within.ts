import { DomainError } from "@/lib/errors/domain-error";
import type { Policies } from "./schemas";

const DAY_MS = 86_400_000;

/**
 * Lets one more key in.
 * @param living Keys the organization has now, deleted ones not counted.
 * @throws {DomainError} `limit_reached` at the organization's own maximum.
 */
export function requireWithinMaxKeys({ maxKeys }: Pick<Policies, "maxKeys">, living: number): void {
  if (maxKeys === null || living < maxKeys) return;
  throw new DomainError("limit_reached", {
    message: `Your organization allows ${maxKeys} ${maxKeys === 1 ? "key" : "keys"}, and has ${living}. Delete one first, or ask an admin to raise the limit.`,
  });
}

/** The last moment a key made at `createdAt` may live to; `null`: no such policy. */
export function latestEnd({ maxKeyAgeDays }: Pick<Policies, "maxKeyAgeDays">, createdAt: Date): Date | null {
  return maxKeyAgeDays === null ? null : new Date(createdAt.getTime() + maxKeyAgeDays * DAY_MS);
}

/**
 * Holds the end that is being given to a key against the maximum age. Call it for an end that is new or changes: a key
 * that was there before the policy keeps the end it had.
 * @throws {DomainError} `invalid_input` on `expiresAt` for an end that is too late, or none.
 */
export function requireWithinMaxAge(
  policies: Pick<Policies, "maxKeyAgeDays">,
  key: { createdAt: Date; expiresAt: Date | null },
): void {
  const latest = latestEnd(policies, key.createdAt);
  if (latest === null || (key.expiresAt !== null && key.expiresAt <= latest)) return;
  const days = policies.maxKeyAgeDays === 1 ? "1 day" : `${policies.maxKeyAgeDays} days`;
  throw new DomainError("invalid_input", {
    fields: {
      expiresAt: [
        `Your organization lets a key live for ${days}. Choose an end by ${latest.toISOString().slice(0, 16).replace("T", " ")} UTC.`,
      ],
    },
  });
}

/**
 * Holds a key's own rotation interval against the organization's: it may only be shorter. `null` follows the organization.
 * @throws {DomainError} `invalid_input` on `rotateEveryDays`.
 */
export function requireWithinRotation(
  { rotateEveryDays }: Pick<Policies, "rotateEveryDays">,
  own: number | null,
): void {
  if (rotateEveryDays === null || own === null || own <= rotateEveryDays) return;
  throw new DomainError("invalid_input", {
    fields: {
      rotateEveryDays: [
        `Your organization rotates every ${rotateEveryDays} days. Choose that or less, or leave it empty.`,
      ],
    },
  });
}
