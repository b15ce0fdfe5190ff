import type { KeyStatus } from "./schemas";

/** The columns that decide a key's status. */
export type StatusColumns = {
  readonly disabledAt: Date | null;
  readonly disabledBy: "customer" | "staff" | null;
  readonly validFrom: Date | null;
  readonly expiresAt: Date | null;
  readonly deletedAt: Date | null;
};

/**
 * The status of a key at `now`.
 *
 * Deleted wins over disabled, disabled over the dates, and "not yet valid" over "expired": the order in which the edge
 * refuses. A key is valid from `validFrom` on and expired from `expiresAt` on (both instants inclusive). `deletedAt`
 * and `disabledAt` are marks, not appointments: a future value counts as set.
 */
export function keyStatus(columns: StatusColumns, now: Date): KeyStatus {
  if (columns.deletedAt) return "deleted";
  if (columns.disabledAt) return columns.disabledBy === "staff" ? "disabled_by_staff" : "disabled";
  if (columns.validFrom && now < columns.validFrom) return "not_yet_valid";
  if (columns.expiresAt && now >= columns.expiresAt) return "expired";
  return "active";
}
