import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { limitsOfKeys } from "@/lib/limits/of-keys";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { toCount } from "@/lib/usage/scope";
import type { Standing } from "./health";
import { type QuotaUse, quotaUses } from "./quota-uses";

const HOUR_MS = 3_600_000;
const HOURS = 24;

/** What the list shows of a key's calls. */
export type KeyTraffic = Standing & {
  /** Requests in each of the last 24 hours of the clock (UTC), the oldest first; the last hour is not over. */
  hours: number[];
};

/**
 * Traffic of the last 24 hours and standing against the limits of some keys of the organization, by key ID.
 *
 * At most six statements, however many keys. What was called a moment ago may not be counted yet. A quota is seen as
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
  const uses = await quotaUses(ctx, limits);
  const traffic = new Map<string, KeyTraffic>(
    keyIds.map((id) => [
      id,
      { hours: Array<number>(HOURS).fill(0), overLimit: 0, quotaShare: largestShare(uses.get(id) ?? []) },
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

/** Of the quota that is used most, the share used. */
function largestShare(uses: readonly QuotaUse[]): number | null {
  if (uses.length === 0) return null;
  return Math.max(...uses.map(({ quota, used }) => used / Math.max(1, quota.value)));
}
