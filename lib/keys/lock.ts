import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { DomainError } from "@/lib/errors/domain-error";
import type { Permission } from "@/lib/members/permissions";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { keyNotFound } from "./internal";
import type { VersionedKeyRef } from "./life-schemas";

const LOCKED_SELECT = {
  id: true,
  orgId: true,
  name: true,
  version: true,
  createdById: true,
  createdAt: true,
  billingType: true,
  note: true,
  tags: true,
  isProtected: true,
  rotateEveryDays: true,
  access: true,
  allowQueryKey: true,
  validFrom: true,
  expiresAt: true,
  disabledAt: true,
  disabledBy: true,
  disabledReason: true,
  lastRotatedAt: true,
  deletedAt: true,
} as const satisfies Prisma.KeySelect;

/** A key nobody else can change until the transaction ends. */
export type LockedKey = Prisma.KeyGetPayload<{ select: typeof LOCKED_SELECT }>;

/**
 * Locks a living key of the caller's organization for a change, and checks that the caller may make it and has seen the
 * version that is there. Whoever comes second waits here, then sees what the first one did.
 *
 * @throws {DomainError} `not_found` for an unknown, another organization's or a deleted key; `forbidden`;
 * `version_mismatch`.
 */
export async function lockKey(
  tx: Tx,
  ctx: OrgContext,
  permission: Permission,
  { keyId, version }: VersionedKeyRef,
): Promise<LockedKey> {
  const key = await lockLivingRow(tx, keyId, ctx.org.id);
  requirePermission(ctx, permission, key.createdById === responsibleId(ctx));
  if (version !== null && version !== key.version) throw new DomainError("version_mismatch");
  return key;
}

/**
 * `lockKey` for the provider's staff, who belong to no organization.
 * @throws {DomainError} `not_found` for an unknown or deleted key.
 */
export function lockAnyKey(tx: Tx, keyId: string): Promise<LockedKey> {
  return lockLivingRow(tx, keyId, null);
}

/**
 * For jobs: locks a key whatever its state, deleted included, or answers `null` when it is gone or somebody is at work on
 * it; a job comes again.
 */
export async function lockIdleKey(tx: Tx, keyId: string): Promise<LockedKey | null> {
  const locked = await tx.$executeRaw`SELECT FROM key WHERE id = ${keyId} FOR NO KEY UPDATE SKIP LOCKED`;
  return locked === 0 ? null : tx.key.findUnique({ where: { id: keyId }, select: LOCKED_SELECT });
}

async function lockLivingRow(tx: Tx, keyId: string, orgId: string | null): Promise<LockedKey> {
  // As a statement of its own: what is read after it is what the one before us left.
  const locked = await tx.$executeRaw`
    SELECT FROM key WHERE id = ${keyId} AND deleted_at IS NULL AND (${orgId}::text IS NULL OR org_id = ${orgId})
    FOR NO KEY UPDATE`;
  if (locked === 0) throw keyNotFound();
  return tx.key.findUniqueOrThrow({ where: { id: keyId }, select: LOCKED_SELECT });
}
