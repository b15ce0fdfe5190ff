import type { PoolClient } from "pg";
import { z } from "zod";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { type Span, spanOf } from "@/lib/edge/limits/period";
import { transactionsOf } from "@/lib/edge/limits/quota-count";
import type { LimitInForce } from "@/lib/limits/class-qps";
import { limitsInForce } from "@/lib/limits/in-force";
import { callsSource, spansIn } from "@/lib/usage/calls-source";
import { toCount } from "@/lib/usage/scope";
import { MINUTE_MS } from "@/lib/usage/units";
import { inTurn } from "./in-turn";
import { quotaStage } from "./quota-stage";
import { raiseAlert, type WatchedKey } from "./raise";
import { type RuleFinder, readRules } from "./rules";
import { watchedOrgs, workingKeys } from "./watched-keys";

const PAUSE_MS = MINUTE_MS;
/** Of a key that was not called since the last look, nothing has changed. */
const CALLED_WITHIN_MS = 15 * MINUTE_MS;

type QuotaKind = Parameters<typeof spanOf>[0];
type Quota = LimitInForce & { kind: QuotaKind };

/**
 * Tells of quotas that are half, four fifths or wholly used: each stage once in its period, of several passed at once the
 * highest. Counted as the edge counts: calls let through, in the present UTC period.
 * @returns How many alerts were raised.
 */
export async function watchQuotas(now: Date): Promise<number> {
  return inTurn({
    part: "quotas",
    everyMs: PAUSE_MS,
    now,
    run: async (client, until) => ({ until: now, raised: await judgeQuotas(client, until, now) }),
  });
}

async function judgeQuotas(client: PoolClient, until: Date | null, now: Date): Promise<number> {
  const orgIds = await watchedOrgs();
  const ruleOf = await readRules(client, orgIds);
  // At the very first time, and after a pause, everything that was called today counts as called.
  const sinceMs = until === null ? spanOf("day", now.getTime()).start : until.getTime();
  const called = await calledSince(
    client,
    orgIds,
    new Date(Math.min(sinceMs, now.getTime()) - CALLED_WITHIN_MS),
  );
  const keys = await workingKeys(called, now);
  let raised = 0;
  for (const [orgId, ofOrg] of byOrg([...keys.values()])) {
    const limits = await limitsInForce(db, { orgId, keyIds: ofOrg.map(({ id }) => id) }, now);
    for (const key of ofOrg) {
      const quotas = (limits.get(key.id) ?? []).filter(isQuota);
      if (quotas.length > 0) raised += await judgeKey(client, key, quotas, ruleOf, now);
    }
  }
  return raised;
}

async function calledSince(client: PoolClient, orgIds: readonly string[], since: Date): Promise<string[]> {
  const { rows } = await client.query<{ key_id: string }>(
    "SELECT DISTINCT key_id FROM usage_minute WHERE org_id = ANY($1) AND minute >= $2 AND key_id <> ''",
    [orgIds, since],
  );
  return rows.map((row) => row.key_id);
}

async function judgeKey(
  client: PoolClient,
  key: WatchedKey,
  quotas: readonly Quota[],
  ruleOf: RuleFinder,
  now: Date,
): Promise<number> {
  const rule = ruleOf(key.orgId, key.id, "quota");
  if (!rule.isOn) return 0;
  const uses = new Map<QuotaKind, Use[]>();
  let raised = 0;
  for (const quota of quotas) {
    const span = spanOf(quota.kind, now.getTime());
    const counted = uses.get(quota.kind) ?? (await usesIn(client, key, span));
    uses.set(quota.kind, counted);
    const used = usedOf(counted, quota);
    const stage = quotaStage(used, quota.value, rule.value);
    if (stage === null) continue;
    const { kind: period, unit } = quota;
    const scope = [period, unit, quota.classId ?? "", quota.source].join(" ");
    const alert = {
      kind: "quota" as const,
      key,
      occurrence: `${new Date(span.start).toISOString()} ${scope} ${stage}`,
      data: {
        stage,
        period,
        unit,
        used,
        quota: quota.value,
        className: counted.find(({ classId }) => classId === quota.classId)?.className ?? "",
        resetsAt: new Date(span.end).toISOString(),
      },
    };
    if (await withTransaction((tx) => raiseAlert(tx, alert, now))) raised += 1;
  }
  return raised;
}

const Use = z.object({
  classId: z.string(),
  className: z.string(),
  requests: z.string(),
  bytes: z.string(),
  weightRequests: z.int(),
  weightTransactions: z.int(),
});
type Use = z.output<typeof Use>;

async function usesIn(client: PoolClient, key: WatchedKey, { start, end }: Span): Promise<Use[]> {
  const scope = { orgId: key.orgId, fromMs: start, toMs: end, keys: [key.id], products: [] };
  const { sql, values } = callsSource(scope, await spansIn(client, scope, []));
  const { rows } = await client.query(
    `SELECT calls.class_id AS "classId", coalesce(class.name, '') AS "className",
            sum(calls.requests)::text AS requests, sum(calls.bytes_in + calls.bytes_out)::text AS bytes,
            coalesce(class.weight_requests, 1) AS "weightRequests",
            coalesce(class.weight_transactions, 1) AS "weightTransactions"
       FROM (${sql}) AS calls LEFT JOIN endpoint_class class ON class.id = calls.class_id
      WHERE calls.code = '' GROUP BY calls.class_id, class.id`,
    values,
  );
  return z.array(Use).parse(rows);
}

function usedOf(uses: readonly Use[], { classId, unit }: Quota): number {
  return uses
    .filter((use) => classId === null || use.classId === classId)
    .reduce((sum, use) => {
      if (unit === "bytes") return sum + toCount(use.bytes);
      const requests = toCount(use.requests);
      if (unit === "requests") return sum + requests;
      const { weightRequests, weightTransactions } = use;
      return sum + transactionsOf(requests, { id: use.classId, weightRequests, weightTransactions });
    }, 0);
}

function isQuota(limit: LimitInForce): limit is Quota {
  return limit.kind === "hour" || limit.kind === "day" || limit.kind === "month";
}

function byOrg(keys: readonly WatchedKey[]): Map<string, WatchedKey[]> {
  const orgs = new Map<string, WatchedKey[]>();
  for (const key of keys) {
    const ofOrg = orgs.get(key.orgId) ?? [];
    ofOrg.push(key);
    orgs.set(key.orgId, ofOrg);
  }
  return orgs;
}
