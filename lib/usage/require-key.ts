import type { PoolClient } from "pg";
import { DomainError } from "@/lib/errors/domain-error";

/** @throws {DomainError} `not_found` for a key that is not this organization's. */
export async function requireKey(client: PoolClient, orgId: string, keyId: string): Promise<void> {
  const { rowCount } = await client.query("SELECT FROM key WHERE org_id = $1 AND id = $2", [orgId, keyId]);
  if (rowCount === 0) throw new DomainError("not_found");
}
