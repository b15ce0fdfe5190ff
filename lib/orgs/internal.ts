import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { DomainError } from "@/lib/errors/domain-error";

/** Columns of an organization that staff change. */
const TERMS_SELECT = {
  id: true,
  slug: true,
  name: true,
  type: true,
  planId: true,
  suspendedAt: true,
  suspendedReason: true,
  version: true,
} as const satisfies Prisma.OrgSelect;

/** An organization whose row is locked until the transaction ends. */
export type LockedOrg = Prisma.OrgGetPayload<{ select: typeof TERMS_SELECT }>;

/**
 * Locks an organization. Take it before the lock of any key.
 * @throws {DomainError} `not_found`.
 */
export async function lockOrg(tx: Tx, orgId: string): Promise<LockedOrg> {
  // As a statement of its own: what is read after it is what a change before us left.
  await tx.$executeRaw`SELECT FROM org WHERE id = ${orgId} FOR NO KEY UPDATE`;
  const org = await tx.org.findUnique({ where: { id: orgId }, select: TERMS_SELECT });
  if (org === null) throw new DomainError("not_found");
  return org;
}
