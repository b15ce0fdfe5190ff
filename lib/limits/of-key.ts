import { db } from "@/lib/db/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import type { LimitInForce } from "./class-qps";
import { contractNow, LIMIT_SELECT } from "./internal";
import { scopeOf } from "./schemas";

/**
 * The limits of a key of the organization that are in force: all that the customer set, and of the contracts for one thing the
 * one that holds now. Defaults of endpoint classes are not among them; an unknown key has none.
 */
export async function limitsOfKey(ctx: OrgContext, keyId: string): Promise<LimitInForce[]> {
  requirePermission(ctx, "keys:read");
  const stored = await db.limit.findMany({
    where: { keyId, key: { orgId: ctx.org.id } },
    select: LIMIT_SELECT,
    orderBy: { id: "asc" },
  });
  const own = stored
    .filter(
      ({ source, from, until }) =>
        source === "customer" && from <= ctx.now && (until === null || ctx.now < until),
    )
    .map(({ kind, unit, classId, value }) => ({
      kind,
      unit,
      classId,
      value: Number(value),
      source: "customer" as const,
    }));
  const scopes = new Map(
    stored.filter(({ source }) => source === "contract").map((limit) => [scopeOf(limit), limit]),
  );
  const agreed = [...scopes.values()].flatMap(({ kind, unit, classId }) => {
    const value = contractNow(
      stored.filter((limit) => limit.classId === classId),
      { kind, unit, classId },
      ctx.now,
    );
    return value === undefined ? [] : [{ kind, unit, classId, value, source: "contract" as const }];
  });
  return [...own, ...agreed];
}
