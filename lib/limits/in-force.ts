import type { Tx } from "@/lib/db/client";
import type { BillingType } from "@/lib/keys/schemas";
import { planQpsOf, termsQuotasOf } from "@/lib/plans/agreed";
import type { LimitInForce } from "./class-qps";
import { contractNow, LIMIT_SELECT, type StoredLimit } from "./internal";
import { scopeOf } from "./schemas";

/**
 * The limits of an organization's keys that are in force: all that the customer set, of the contracts for one thing the one that
 * holds now, what the plan gives in place of a class's default, and the quotas of the billing type where no contract is in their
 * place. Defaults of endpoint classes are not among them; a key without any is not in the answer.
 *
 * For verbs that have checked who asks.
 */
export async function limitsInForce(
  client: Pick<Tx, "limit" | "key" | "planQps" | "billingTerms">,
  { orgId, keyIds }: { orgId: string; keyIds: readonly string[] },
  now: Date,
): Promise<ReadonlyMap<string, LimitInForce[]>> {
  const stored = await client.limit.findMany({
    where: { keyId: { in: [...keyIds] }, key: { orgId } },
    select: LIMIT_SELECT,
    orderBy: { id: "asc" },
  });
  const keys = await client.key.findMany({
    where: { id: { in: [...keyIds] }, orgId },
    select: { id: true, billingType: true },
  });
  const ofPlan = await planLimits(client, orgId);
  const ofType = new Map<BillingType, LimitInForce[]>();
  for (const { billingType } of keys) {
    if (!ofType.has(billingType)) ofType.set(billingType, await termsLimits(client, billingType));
  }
  return new Map(
    keys.flatMap(({ id, billingType }) => {
      const own = inForce(
        stored.filter(({ keyId }) => keyId === id),
        now,
      );
      const agreed = new Set(own.filter(({ source }) => source === "contract").map(scopeOf));
      const terms = (ofType.get(billingType) ?? []).filter((limit) => !agreed.has(scopeOf(limit)));
      const all = [...own, ...ofPlan, ...terms];
      return all.length === 0 ? [] : [[id, all] as const];
    }),
  );
}

/** What the plan gives each key of the organization in place of a class's default. For verbs that have checked who asks. */
export async function planLimits(client: Pick<Tx, "planQps">, orgId: string): Promise<LimitInForce[]> {
  const rates = await planQpsOf(client, orgId);
  return [...rates].map(([classId, value]) => ({
    kind: "qps",
    unit: "requests",
    classId,
    value,
    source: "plan",
  }));
}

/** The quotas that each key of a billing type has. For verbs that have checked who asks. */
export async function termsLimits(
  client: Pick<Tx, "billingTerms">,
  billingType: BillingType,
): Promise<LimitInForce[]> {
  const quotas = await termsQuotasOf(client, billingType);
  return quotas.map(({ kind, value }) => ({
    kind,
    unit: "requests",
    classId: null,
    value,
    source: "billing_type",
  }));
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
