import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { Restrictions } from "@/lib/keys/restrictions-schema";
import { Policies } from "./schemas";

/** The policies, and the version a change of them has to name. */
export type VersionedPolicies = Policies & { version: number };

const POLICIES_SELECT = {
  showSecretsOnce: true,
  allowQueryKeys: true,
  maxKeys: true,
  maxKeyAgeDays: true,
  defaultRestrictions: true,
  rotateEveryDays: true,
  autoRotate: true,
  leakResponse: true,
  requireSecondFactor: true,
  requireStepUp: true,
  version: true,
} as const;

/**
 * The policies of an organization as they are now, with `db` or inside a transaction.
 * @throws {DomainError} `not_found` for an unknown organization.
 */
export async function readPolicies(client: Pick<Tx, "org">, orgId: string): Promise<VersionedPolicies> {
  const row = await client.org.findUnique({ where: { id: orgId }, select: POLICIES_SELECT });
  if (row === null) throw new DomainError("not_found");
  return {
    ...row,
    defaultRestrictions: Restrictions.parse(row.defaultRestrictions),
    // One that a newer version of the product knows: the mildest is done.
    leakResponse: Policies.shape.leakResponse.catch("notify").parse(row.leakResponse),
  };
}

/**
 * The policies of an organization, which nobody can change until the transaction ends. Take it before the lock of any key.
 * @throws {DomainError} `not_found` for an unknown organization.
 */
export async function holdPolicies(tx: Tx, orgId: string): Promise<VersionedPolicies> {
  // As a statement of its own: what is read after it is what a change before us left.
  await tx.$executeRaw`SELECT FROM org WHERE id = ${orgId} FOR SHARE`;
  return readPolicies(tx, orgId);
}
