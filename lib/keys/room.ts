import { z } from "zod";
import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { KEYS_PER_ORG_MAX } from "./schemas";

/**
 * Locks the organization so that two people adding a key at once count one after the other, and checks that it has room.
 * Take it before the lock of any key.
 * @throws {DomainError} `limit_reached` at `KEYS_PER_ORG_MAX` living keys.
 */
export async function lockRoomForKeys(tx: Tx, orgId: string): Promise<{ showSecretsOnce: boolean }> {
  const org = await lockOrg(tx, orgId);
  const living = await tx.key.count({ where: { orgId, deletedAt: null } });
  if (living < KEYS_PER_ORG_MAX) return org;
  throw new DomainError("limit_reached", {
    message: `Your organization has ${KEYS_PER_ORG_MAX} keys, which is the most it can have. Delete one first.`,
  });
}

async function lockOrg(tx: Tx, orgId: string): Promise<{ showSecretsOnce: boolean }> {
  const rows = await tx.$queryRaw`
    SELECT show_secrets_once AS "showSecretsOnce" FROM org WHERE id = ${orgId} FOR NO KEY UPDATE`;
  const [org] = z.array(z.object({ showSecretsOnce: z.boolean() })).parse(rows);
  if (!org) throw new DomainError("not_found");
  return org;
}
