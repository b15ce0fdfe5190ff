import type { Tx } from "@/lib/db/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import type { LimitInForce } from "./class-qps";
import { limitsInForce } from "./in-force";

/**
 * The limits of keys of the organization that are in force, as `limitsInForce` tells them.
 *
 * A handful of statements, however many keys, with `db` or inside a transaction.
 */
export async function limitsOfKeys(
  client: Pick<Tx, "limit" | "key" | "planQps" | "billingTerms">,
  ctx: OrgContext,
  keyIds: readonly string[],
): Promise<ReadonlyMap<string, LimitInForce[]>> {
  requirePermission(ctx, "keys:read");
  return limitsInForce(client, { orgId: ctx.org.id, keyIds }, ctx.now);
}
