import type { Tx } from "@/lib/db/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import type { LimitInForce } from "./class-qps";
import { contractNow, LIMIT_SELECT } from "./internal";
import { scopeOf } from "./schemas";

/**
 * The limits of the organization as a whole that are in force: of the contracts for one thing the one that holds now, and the
 * quotas of its plan where no contract is in their place.
 *
 * With `db` or inside a transaction.
 */
export async function limitsOfOrg(
  client: Pick<Tx, "limit" | "planQuota">,
  ctx: OrgContext,
): Promise<LimitInForce[]> {
  requirePermission(ctx, "keys:read");
  const [stored, quotas] = [
    await client.limit.findMany({
      where: { orgId: ctx.org.id, keyId: null },
      select: LIMIT_SELECT,
      orderBy: { id: "asc" },
    }),
    await client.planQuota.findMany({
      where: { plan: { orgs: { some: { id: ctx.org.id } } } },
      select: { kind: true, unit: true, value: true },
      orderBy: [{ kind: "asc" }, { unit: "asc" }],
    }),
  ];
  const things = new Map(stored.map((limit) => [scopeOf(limit), limit]));
  const agreed = [...things.values()].flatMap(({ kind, unit, classId }) => {
    const sameClass = stored.filter((limit) => limit.classId === classId);
    const value = contractNow(sameClass, { kind, unit, classId }, ctx.now);
    return value === undefined ? [] : [{ kind, unit, classId, value, source: "contract" as const }];
  });
  const taken = new Set(agreed.map(scopeOf));
  const ofPlan = quotas
    .map(({ kind, unit, value }) => ({
      kind,
      unit,
      classId: null,
      value: Number(value),
      source: "plan" as const,
    }))
    .filter((limit) => !taken.has(scopeOf(limit)));
  return [...agreed, ...ofPlan];
}
