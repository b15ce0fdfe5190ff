import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { readKeys } from "./read-keys";
import type { Hygiene } from "./score";

/**
 * The score of one key of the organization; `null` where nothing can be called with it, or there is none.
 * @throws {DomainError} `forbidden`; `unavailable` when adding calls up took longer than 5 seconds.
 */
export async function keyHygiene(ctx: OrgContext, keyId: string): Promise<Hygiene | null> {
  requirePermission(ctx, "keys:read");
  requirePermission(ctx, "usage:read");
  const { scored } = await readKeys(ctx, keyId);
  return scored[0]?.hygiene ?? null;
}
