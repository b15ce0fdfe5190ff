import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { type Span, spanOf } from "@/lib/edge/limits/period";
import { transactionsOf } from "@/lib/edge/limits/quota-count";
import type { LimitInForce } from "@/lib/limits/class-qps";
import { limitsOfKeys } from "@/lib/limits/of-keys";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { toCount } from "@/lib/usage/scope";
import type { Standing } from "./health";

const HOUR_MS = 3_600_000;
const HOURS = 24;

/** What the list shows of a key's calls. */
export type KeyTraffic = Standing & {
  /** Requests in each of the last 24 hours of the clock (UTC), the oldest first; the last hour is not over. */
  hours: number[];
};

type QuotaKind = Parameters<typeof spanOf>[0];
type Quota = LimitInForce & { kind: QuotaKind };

/**
 * Traffic of the last 24 hours and standing against the limits of some keys of the organization, by key ID.
 *
 * At most three statements, however many keys. What was called a moment ago may not be counted yet. A quota is seen as
 * the edge counts it: calls let through, in its present UTC period.
 */
export async function trafficOfKeys(
  ctx: OrgContext,
  keyIds: readonly string[],
): Promise<Record<string, KeyTraffic>> {
  requirePermission(ctx, "usage:read");
  if (keyIds.length === 0) return {};
  const fromMs = Math.floor(ctx.now.getTime() / HOUR_MS) * HOUR_MS - (HOURS - 1) * HOUR_MS;
  const [rows, limits] = await Promise.all([
    requestsByHour(ctx, keyIds, fromMs),
    limitsOfKeys(db, ctx, keyIds),
  ]);
  const shares = await quotaShares(ctx, limits);
  const traffic = new Map<string, KeyTraffic>(
    keyIds.map((id) => [
      id,
      { hours: Array<number>(HOURS).fill(0), overLimit: 0, quotaShare: shares.get(id) ?? null },
    ]),
  );
  for (const row of rows) {
    const one = traffic.get(row.keyId);
    if (one === undefined) continue;
    one.hours[(row.hour.getTime() - fromMs) / HOUR_MS] = toCount(row.requests);
    one.overLimit += toCount(row.overLimit);
  }
  return Object.fromEntries(traffic);
}

type HourRow = { keyId: string; hour: Date; requests: string; overLimit: string };

async function requestsByHour(
  { org, now }: OrgContext,
  keyIds: readonly string[],
  fromMs: number,
): Promise<HourRow[]> {
  const { rows } = await pool().query<HourRow>(
    `SELECT key_id AS "keyId", date_bin('1 hour', minute, $3::timestamptz) AS hour,
            sum(requests)::text AS requests,
            coalesce(sum(requests) FILTER (
              WHERE code IN ('qps_exceeded', 'quota_exceeded') AND minute > $4::timestamptz - interval '1 hour'), 0)::text
              AS "overLimit"
       FROM usage_minute
      WHERE org_id = $1 AND key_id = ANY($2) AND minute >= $3 AND minute <= $4
      GROUP BY 1, 2`,
    [org.id, keyIds, new Date(fromMs), now],
  );
  return rows;
}

/** For each key that has a quota, the share used of the one it has used most of. */
async function quotaShares(
  ctx: OrgContext,
  limits: ReadonlyMap<string, LimitInForce[]>,
): Promise<Map<string, number>> {
  const quotas = new Map([...limits].map(([keyId, all]) => [keyId, all.filter(isQuota)]));
  const asked = [...quotas].flatMap(([keyId, all]) =>
    [...new Set(all.map(({ kind }) => kind))].map((kind) => ({ keyId, kind })),
  );
  if (asked.length === 0) return new Map();
  const uses = await usesOfPeriods(ctx, asked);
  const shares = new Map<string, number>();
  for (const [keyId, all] of quotas) {
    const used = all.map((quota) => {
      const own = uses.filter(
        (use) =>
          use.keyId === keyId &&
          use.kind === quota.kind &&
          (quota.classId === null || use.classId === quota.classId),
      );
      return usedOf(own, quota.unit) / Math.max(1, quota.value);
    });
    if (used.length > 0) shares.set(keyId, Math.max(...used));
  }
  return shares;
}

type Use = {
  keyId: string;
  kind: QuotaKind;
  classId: string;
  requests: string;
  bytes: string;
  weightRequests: number;
  weightTransactions: number;
};

async function usesOfPeriods(
  { org, now }: OrgContext,
  asked: readonly { keyId: string; kind: QuotaKind }[],
): Promise<Use[]> {
  const span = ({ kind }: { kind: QuotaKind }): Span => spanOf(kind, now.getTime());
  const { rows } = await pool().query<Use>(
    `SELECT used.*, coalesce(class.weight_requests, 1) AS "weightRequests",
            coalesce(class.weight_transactions, 1) AS "weightTransactions"
       FROM (
         SELECT asked.key_id AS "keyId", asked.kind, u.class_id AS "classId",
                sum(u.requests)::text AS requests, sum(u.bytes_in + u.bytes_out)::text AS bytes
           FROM unnest($2::text[], $3::text[], $4::timestamptz[]) AS asked (key_id, kind, since)
           JOIN usage_minute u
             ON u.org_id = $1 AND u.key_id = asked.key_id AND u.minute >= asked.since AND u.code = ''
          GROUP BY 1, 2, 3
       ) used
       LEFT JOIN endpoint_class class ON class.id = used."classId"`,
    [
      org.id,
      asked.map(({ keyId }) => keyId),
      asked.map(({ kind }) => kind),
      asked.map((one) => new Date(span(one).start)),
    ],
  );
  return rows;
}

function usedOf(uses: readonly Use[], unit: LimitInForce["unit"]): number {
  return uses.reduce((sum, use) => {
    if (unit === "bytes") return sum + toCount(use.bytes);
    const requests = toCount(use.requests);
    if (unit === "requests") return sum + requests;
    const { classId: id, weightRequests, weightTransactions } = use;
    return sum + transactionsOf(requests, { id, weightRequests, weightTransactions });
  }, 0);
}

function isQuota(limit: LimitInForce): limit is Quota {
  return limit.kind === "hour" || limit.kind === "day" || limit.kind === "month";
}
