import type { KeyStatus } from "./schemas";

/** A key that ends within so many days is called "expiring". */
export const EXPIRING_DAYS = 14;
/** A key that is at least so many days old and was not accepted for as long is called "unused". */
export const UNUSED_DAYS = 30;
/** From this share of a quota on a key is called "near quota". */
export const NEAR_QUOTA_SHARE = 0.8;

const DAY_MS = 86_400_000;

/** Everything one badge can say of a key, the most urgent first. */
export const HEALTHS = [
  "leaked",
  "deleted",
  "disabled_by_staff",
  "disabled",
  "not_yet_valid",
  "expired",
  "over_limit",
  "near_quota",
  "expiring",
  "rotating",
  "unused",
  "active",
] as const;
export type KeyHealth = (typeof HEALTHS)[number];

/** What a key's row knows of it. Times are ISO 8601. */
export type HealthFacts = {
  status: KeyStatus;
  leakedAt: string | null;
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  rotation: object | null;
};

/** How a key stands against its limits. */
export type Standing = {
  /** Calls refused in the last hour because a rate or a quota was used up. */
  overLimit: number;
  /** Of the quota that is used most, the share used in its present period; `null`: the key has no quota. */
  quotaShare: number | null;
};

/**
 * The one thing to know of a key at `now`: the first of `HEALTHS` that is true of it.
 * @param standing `null` while it is not known: then nothing is said of limits.
 */
export function keyHealth(facts: HealthFacts, standing: Standing | null, now: Date): KeyHealth {
  if (facts.leakedAt !== null) return "leaked";
  if (facts.status !== "active") return facts.status;
  if (standing !== null && standing.overLimit > 0) return "over_limit";
  if (standing !== null && (standing.quotaShare ?? 0) >= NEAR_QUOTA_SHARE) return "near_quota";
  const at = now.getTime();
  if (facts.expiresAt !== null && Date.parse(facts.expiresAt) - at <= EXPIRING_DAYS * DAY_MS)
    return "expiring";
  if (facts.rotation !== null) return "rotating";
  const since = Math.max(Date.parse(facts.createdAt), Date.parse(facts.lastUsedAt ?? facts.createdAt));
  return at - since >= UNUSED_DAYS * DAY_MS ? "unused" : "active";
}
