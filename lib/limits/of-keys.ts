import type { Tx } from "@/lib/db/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import type { LimitInForce } from "./class-qps";
import { contractNow, LIMIT_SELECT, type StoredLimit } from "./internal";
import { scopeOf } from "./schemas";

/**
 * The limits of keys of the organization that are in force: all that the customer set, and of the contracts for one thing the
 * one that holds now. Defaults of endpoint classes are not among them; a key without any is not in the answer.
 *
 * One statement, however many keys, with `db` or inside a transaction.
 */
export async function limitsOfKeys(
  client: Pick<Tx, "limit">,
  ctx: OrgContext,
  keyIds: readonly string[],
): Promise<ReadonlyMap<string, LimitInForce[]>> {
  requirePermission(ctx, "keys:read");
  const stored = await client.limit.findMany({
    where: { keyId: { in: [...keyIds] }, key: { orgId: ctx.org.id } },
    select: LIMIT_SELECT,
    orderBy: { id: "asc" },
  });
  const byKey = new Map<string, StoredLimit[]>();
  for (const limit of stored) {
    const keyId = limit.keyId ?? "";
    byKey.set(keyId, [...(byKey.get(keyId) ?? []), limit]);
  }
  return new Map([...byKey].map(([keyId, limits]) => [keyId, inForce(limits, ctx.now)]));
}

function inForce(stored: readonly StoredLimit[], now: Date): LimitInForce[] {
  const own = stored
    .filter(
      ({ source, from, until }) => source === "customer" && from <= now && (until === null || now < until),
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
      now,
    );
    return value === undefined ? [] : [{ kind, unit, classId, value, source: "contract" as const }];
  });
  return [...own, ...agreed];
}
