import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { readPolicies, type VersionedPolicies } from "@/lib/orgs/policies/read";
import { requireWithinMaxKeys } from "@/lib/orgs/policies/within";
import { requireWithinPlan } from "@/lib/plans/require-room";
import { KEYS_PER_ORG_MAX } from "./terms";

/**
 * Locks the organization so that two people adding a key at once count one after the other, and checks that it has room:
 * within the product's maximum, its plan's, and its own. Take it before the lock of any key.
 * @returns The organization's policies, which nobody can change until the transaction ends.
 * @throws {DomainError} `limit_reached` at `KEYS_PER_ORG_MAX` living keys, at the number of keys of the plan, or at the organization's
 * own `maxKeys`.
 */
export async function lockRoomForKeys(tx: Tx, orgId: string): Promise<VersionedPolicies> {
  // As a statement of its own: what is read after it is what the one before us left.
  await tx.$executeRaw`SELECT FROM org WHERE id = ${orgId} FOR NO KEY UPDATE`;
  const policies = await readPolicies(tx, orgId);
  const living = await tx.key.count({ where: { orgId, deletedAt: null } });
  requireWithinMaxKeys(policies, living);
  await requireWithinPlan(tx, orgId, living);
  if (living < KEYS_PER_ORG_MAX) return policies;
  throw new DomainError("limit_reached", {
    message: `Your organization has ${KEYS_PER_ORG_MAX} keys, which is the most it can have. Delete one first.`,
  });
}
