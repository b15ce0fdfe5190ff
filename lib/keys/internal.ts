import { Prisma } from "@/lib/db/generated/client";
import { DomainError } from "@/lib/errors/domain-error";
import type { KeyRef, ListedStatus } from "./schemas";

/** Columns of a secret that may be shown. */
export const SECRET_PUBLIC_SELECT = {
  id: true,
  status: true,
  retiresAt: true,
  head: true,
  tail: true,
  createdAt: true,
} as const satisfies Prisma.SecretSelect;

/** Columns that decide a key's status. */
export const STATUS_SELECT = {
  disabledAt: true,
  disabledBy: true,
  validFrom: true,
  expiresAt: true,
  deletedAt: true,
} as const satisfies Prisma.KeySelect;

/** The condition that finds a living key of this organization: another's or a deleted one's ID finds nothing. */
export function livingKey(orgId: string, { keyId }: KeyRef): { id: string; orgId: string; deletedAt: null } {
  return { id: keyId, orgId, deletedAt: null };
}

/** The same answer for "never existed", "another organization's" and "deleted". */
export function keyNotFound(): DomainError {
  return new DomainError("not_found", { message: "We could not find this key. It may have been deleted." });
}

/** `keyStatus` as a condition on a living row of `key k` (a test holds the two together). */
export function statusCondition(status: ListedStatus, now: Date): Prisma.Sql {
  const early = Prisma.sql`k.disabled_at IS NULL AND coalesce(k.valid_from > ${now}::timestamptz, false)`;
  const started = Prisma.sql`k.disabled_at IS NULL AND coalesce(k.valid_from <= ${now}::timestamptz, true)`;
  switch (status) {
    case "disabled":
      return Prisma.sql`(k.disabled_at IS NOT NULL AND k.disabled_by IS DISTINCT FROM 'staff')`;
    case "disabled_by_staff":
      return Prisma.sql`(k.disabled_at IS NOT NULL AND k.disabled_by = 'staff')`;
    case "not_yet_valid":
      return Prisma.sql`(${early})`;
    case "expired":
      return Prisma.sql`(${started} AND coalesce(k.expires_at <= ${now}::timestamptz, false))`;
    case "active":
      return Prisma.sql`(${started} AND coalesce(k.expires_at > ${now}::timestamptz, true))`;
  }
}
