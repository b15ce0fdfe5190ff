import type { Tx } from "@/lib/db/client";
import type { LimitInForce } from "./class-qps";
import { contractNow, LIMIT_SELECT, type StoredLimit } from "./internal";
import { scopeOf } from "./schemas";

/**
 * The limits of an organization's keys that are in force: all that the customer set, and of the contracts for one thing the
 * one that holds now. Defaults of endpoint classes are not among them; a key without any is not in the answer.
 *
 * For verbs that have checked who asks.
 */
export async function limitsInForce(
  client: Pick<Tx, "limit">,
  { orgId, keyIds }: { orgId: string; keyIds: readonly string[] },
  now: Date,
): Promise<ReadonlyMap<string, LimitInForce[]>> {
  const stored = await client.limit.findMany({
    where: { keyId: { in: [...keyIds] }, key: { orgId } },
    select: LIMIT_SELECT,
    orderBy: { id: "asc" },
  });
  const byKey = new Map<string, StoredLimit[]>();
  for (const limit of stored) {
    const keyId = limit.keyId ?? "";
    byKey.set(keyId, [...(byKey.get(keyId) ?? []), limit]);
  }
  return new Map([...byKey].map(([keyId, limits]) => [keyId, inForce(limits, now)]));
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
