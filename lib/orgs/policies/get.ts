import { db } from "@/lib/db/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { readPolicies, type VersionedPolicies } from "./read";

/**
 * The policies of the caller's organization, for whoever may change them.
 * @throws {DomainError} `forbidden`.
 */
export async function getPolicies(ctx: OrgContext): Promise<VersionedPolicies> {
  requirePermission(ctx, "policies:edit");
  return readPolicies(db, ctx.org.id);
}
