import { BULK_KEYS_MAX } from "@/lib/keys/bulk/sizes";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { matching } from "./fleet";
import { readKeys } from "./read-keys";
import type { HygieneFilter } from "./schemas";

/**
 * Every key of the fleet that a filter leaves, the lowest score first; at most `BULK_KEYS_MAX`.
 * @throws {DomainError} `forbidden`; `unavailable` when adding calls up took longer than 5 seconds.
 */
export async function matchingFleet(ctx: OrgContext, filter: HygieneFilter): Promise<{ keyIds: string[] }> {
  requirePermission(ctx, "keys:read");
  requirePermission(ctx, "usage:read");
  const { scored } = await readKeys(ctx);
  return {
    keyIds: matching(scored, filter)
      .slice(0, BULK_KEYS_MAX)
      .map(({ id }) => id),
  };
}
