import type { PoolClient } from "pg";
import { db } from "@/lib/db/client";
import type { Weight } from "@/lib/edge/limits/quota-count";
import type { LimitInForce } from "@/lib/limits/class-qps";
import { limitsOfKey } from "@/lib/limits/of-key";
import { limitsOfOrg } from "@/lib/limits/of-org";
import { scopeOf } from "@/lib/limits/schemas";
import type { OrgContext } from "@/lib/orgs/context";
import { type AdmittedClass, admittedByClass } from "./admitted";
import { burnDown, usedBy } from "./burn-down";
import type { ClassName } from "./class-names";
import type { QuotaUse } from "./cycle-schemas";
import { expectedUse } from "./expected-use";
import { type Period, periodAt } from "./period";

type Quota = LimitInForce & { kind: Period["kind"]; of: QuotaUse["of"] };

/** The quotas that hold for an organization, and for one of its keys where it is named. Of several for one thing the lowest. */
export async function quotasInForce(ctx: OrgContext, keyId: string | null): Promise<Quota[]> {
  const ofKey = keyId === null ? [] : await limitsOfKey(ctx, keyId);
  const ofOrg = await limitsOfOrg(db, ctx);
  return [...lowest(ofKey, "key"), ...lowest(ofOrg, "organization")];
}

/** How far each of these quotas is used up, from the calls that were counted. */
export async function quotaUses(
  client: PoolClient,
  orgId: string,
  keyId: string | null,
  quotas: readonly Quota[],
  names: ReadonlyMap<string, ClassName>,
  nowMs: number,
): Promise<QuotaUse[]> {
  const read = new Map<string, ReadonlyMap<string, AdmittedClass>>();
  const uses: QuotaUse[] = [];
  for (const quota of quotas) {
    const period = periodAt(quota.kind, nowMs);
    const starts = [...period.before, ...period.starts.filter((start) => start <= nowMs)];
    const scope = {
      orgId,
      keys: quota.of === "key" && keyId !== null ? [keyId] : [],
      products: [],
      fromMs: starts[0] ?? nowMs,
      toMs: nowMs + 1,
    };
    const name = `${quota.of} ${quota.kind}`;
    const admitted = read.get(name) ?? (await admittedByClass(client, scope, starts));
    read.set(name, admitted);
    uses.push(quotaUse(quota, period, admitted, names, nowMs));
  }
  return uses;
}

function quotaUse(
  { of, kind, unit, classId, source, value: limit }: Quota,
  period: Period,
  admitted: ReadonlyMap<string, AdmittedClass>,
  names: ReadonlyMap<string, ClassName>,
  nowMs: number,
): QuotaUse {
  const { starts, endMs, detail } = period;
  const meant = classId === null ? admitted : new Map([...admitted].filter(([id]) => id === classId));
  const weightOf = (id: string): Weight => names.get(id) ?? { id, weightRequests: 1, weightTransactions: 1 };
  const { counted, expected } = expectedUse(period, meant, weightOf, nowMs);
  const running = starts.findLastIndex((start) => start <= nowMs);
  const used = usedBy(unit, counted, starts.length)[running] ?? 0;
  const down = burnDown(limit, { starts, endMs, nowMs }, usedBy(unit, expected, starts.length), used);
  return {
    id: `${of}|${scopeOf({ kind, unit, classId })}`,
    of,
    kind,
    unit,
    className: classId === null ? null : (names.get(classId)?.className ?? classId),
    source,
    limit,
    used,
    expected: down.expected,
    runsOutAt: down.runsOutMs === null ? null : new Date(down.runsOutMs).toISOString(),
    from: new Date(starts[0] ?? nowMs).toISOString(),
    to: new Date(endMs).toISOString(),
    detail,
    starts: [...starts],
    left: down.left,
    ahead: down.ahead,
  };
}

function lowest(limits: readonly LimitInForce[], of: QuotaUse["of"]): Quota[] {
  const found = new Map<string, Quota>();
  for (const limit of limits) {
    const { kind } = limit;
    if (kind !== "hour" && kind !== "day" && kind !== "month") continue;
    const name = scopeOf(limit);
    const known = found.get(name);
    if (known === undefined || limit.value < known.value) found.set(name, { ...limit, kind, of });
  }
  const order = { month: 0, day: 1, hour: 2 } as const;
  return [...found.values()].sort((a, b) => order[a.kind] - order[b.kind]);
}
