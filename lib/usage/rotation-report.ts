import type { PoolClient } from "pg";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors/domain-error";
import { type SecretStatus, secretStatus } from "@/lib/keys/secret-status";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { bucketStarts, floorTo } from "./buckets";
import { type Caller, RotationQuery, type RotationReport, type SecretTraffic } from "./rotation-schemas";
import { behindSince } from "./running";
import { toCount } from "./scope";
import { readSnapshot } from "./snapshot";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./units";

const CALLERS_TOLD = 50;
const ENDPOINTS_TOLD = 5;
/** Beyond this a rotation is shown by hours. */
const MINUTES_UNTIL_MS = 3 * HOUR_MS;

/**
 * What the old and the new secret of a key do, side by side, and who still sends the old one.
 *
 * Counts are exact, from the minute of the rotation on; callers come from the calls that are kept one by one: of each
 * minute the first call with a secret, and one in a hundred.
 * @throws {DomainError} `forbidden`; `not_found` for an unknown, another organization's or a deleted key; `unavailable`
 * when adding up took longer than 5 seconds.
 */
export async function rotationReport(
  ctx: OrgContext,
  keyId: string,
  { range, timeZone }: RotationQuery,
): Promise<RotationReport> {
  requirePermission(ctx, "usage:read");
  const nowMs = ctx.now.getTime();
  return await readSnapshot(async (client) => {
    const { version, rotatedAtMs, live, old } = await secretsToCompare(client, ctx.org.id, keyId);
    const keptSinceMs = nowMs - env().USAGE_KEEP_DAYS * DAY_MS;
    const sinceMs = floorTo(Math.min(Math.max(rotatedAtMs, keptSinceMs), nowMs), "minute", timeZone);
    const { fromMs, detail } = span(range, sinceMs, nowMs);
    const secrets = old === null ? [live] : [live, old];
    const scope = { orgId: ctx.org.id, keyId, secretIds: secrets.map(({ id }) => id) };
    const starts = bucketStarts(fromMs, nowMs + 1, detail, timeZone);
    const traffic = await trafficOf(client, scope, { sinceMs, nowMs, starts });
    const callers = old === null ? [] : await callersOf(client, { ...scope, secretId: old.id, sinceMs });
    const behind = behindSince();
    return {
      at: ctx.now.toISOString(),
      version,
      since: new Date(sinceMs).toISOString(),
      detail,
      timeZone,
      starts,
      live: { ...factsOf(live, ctx.now), ...traffic(live.id) },
      old: old === null ? null : { ...factsOf(old, ctx.now), ...traffic(old.id) },
      callers: callers.slice(0, CALLERS_TOLD),
      hasMoreCallers: callers.length > CALLERS_TOLD,
      behindSince: behind === null ? null : new Date(behind).toISOString(),
    };
  });
}

/**
 * Reads the query from URL parameters.
 * @throws {DomainError} `invalid_input` with the field that is wrong.
 */
export function parseRotationQuery(params: URLSearchParams): RotationQuery {
  const result = RotationQuery.safeParse(Object.fromEntries(params));
  if (result.success) return result.data;
  const fields = Object.fromEntries(
    result.error.issues.map(({ path, message }) => [String(path[0]), [message]]),
  );
  throw new DomainError("invalid_input", { fields });
}

function span(range: RotationQuery["range"], sinceMs: number, nowMs: number) {
  if (range === "hour") return { fromMs: nowMs - 59 * MINUTE_MS, detail: "minute" as const };
  const isShort = nowMs - sinceMs <= MINUTES_UNTIL_MS;
  // A moment before, so that the change itself is in the picture.
  return isShort
    ? { fromMs: sinceMs - 10 * MINUTE_MS, detail: "minute" as const }
    : { fromMs: sinceMs - HOUR_MS, detail: "hour" as const };
}

type SecretRow = {
  id: string;
  status: SecretStatus;
  retires_at: Date | null;
  last_at: Date | null;
  last_ip: string | null;
  version: number;
  rotated_at: Date;
};

/** The secret to hand out, and the one that ends or ended last. */
async function secretsToCompare(client: PoolClient, orgId: string, keyId: string) {
  const { rows } = await client.query<SecretRow>(
    `SELECT s.id, s.status, s.retires_at, used.at AS last_at, used.ip AS last_ip,
            k.version, coalesce(k.last_rotated_at, k.created_at) AS rotated_at
       FROM key k JOIN secret s ON s.key_id = k.id LEFT JOIN secret_last_used used ON used.secret_id = s.id
      WHERE k.id = $1 AND k.org_id = $2 AND k.deleted_at IS NULL
      ORDER BY s.status = 'retired', s.retires_at DESC NULLS FIRST LIMIT 2`,
    [keyId, orgId],
  );
  const [live, old = null] = rows;
  if (live === undefined) throw new DomainError("not_found");
  return { version: live.version, rotatedAtMs: live.rotated_at.getTime(), live, old };
}

function factsOf({ status, retires_at, last_at, last_ip }: SecretRow, now: Date) {
  return {
    status: secretStatus({ status, retiresAt: retires_at, lastUsedAt: last_at }, now),
    lastUsedAt: last_at?.toISOString() ?? null,
    lastUsedIp: last_ip,
  };
}

type Scope = { orgId: string; keyId: string; secretIds: readonly string[] };
type Times = { sinceMs: number; nowMs: number; starts: readonly number[] };

type Traffic = Pick<
  SecretTraffic,
  "id" | "requests" | "refusedAsEnded" | "lastMinutes" | "refusedLately" | "values"
>;

/** Totals and buckets of each secret, by its ID. */
async function trafficOf(client: PoolClient, { orgId, keyId, secretIds }: Scope, times: Times) {
  const { sinceMs, nowMs, starts } = times;
  const values = [orgId, keyId, secretIds];
  const { rows: totals } = await client.query<
    Record<"id" | "requests" | "refused" | "latest" | "refused_lately", string>
  >(
    `SELECT secret_id AS id,
            coalesce(sum(requests) FILTER (WHERE code <> 'key_retired'), 0)::bigint AS requests,
            coalesce(sum(requests) FILTER (WHERE code = 'key_retired'), 0)::bigint AS refused,
            coalesce(sum(requests) FILTER (WHERE minute >= $5), 0)::bigint AS latest,
            coalesce(sum(requests) FILTER (WHERE minute >= $5 AND code = 'key_retired'), 0)::bigint AS refused_lately
       FROM usage_minute WHERE org_id = $1 AND key_id = $2 AND secret_id = ANY($3) AND minute >= $4
      GROUP BY secret_id`,
    [...values, new Date(sinceMs), new Date(nowMs - 5 * MINUTE_MS)],
  );
  const { rows: counts } = await client.query<{ id: string; bucket: number; requests: string }>(
    `SELECT secret_id AS id, width_bucket(minute, $5::timestamptz[]) AS bucket, sum(requests)::bigint AS requests
       FROM usage_minute WHERE org_id = $1 AND key_id = $2 AND secret_id = ANY($3) AND minute >= $4
      GROUP BY secret_id, bucket`,
    [...values, new Date(starts[0] ?? sinceMs), starts.map((start) => new Date(start))],
  );
  return (id: string): Traffic => {
    const total = totals.find((row) => row.id === id);
    const buckets = new Map(counts.filter((row) => row.id === id).map((row) => [row.bucket, row.requests]));
    return {
      id,
      requests: toCount(total?.requests ?? "0"),
      refusedAsEnded: toCount(total?.refused ?? "0"),
      lastMinutes: toCount(total?.latest ?? "0"),
      refusedLately: toCount(total?.refused_lately ?? "0"),
      values: starts.map((_, i) => toCount(buckets.get(i + 1) ?? "0")),
    };
  };
}

type CallerScope = { orgId: string; keyId: string; secretId: string; sinceMs: number };
type CallerRow = {
  ip: string;
  country: string;
  agent: string;
  endpoints: string[];
  last_at: Date;
  last_code: string;
};

async function callersOf(
  client: PoolClient,
  { orgId, keyId, secretId, sinceMs }: CallerScope,
): Promise<Caller[]> {
  const { rows } = await client.query<CallerRow>(
    `SELECT ip, agent, (array_agg(country ORDER BY last_at DESC))[1] AS country,
            (array_agg(endpoint ORDER BY last_at DESC) FILTER (WHERE endpoint <> ''))[1:${ENDPOINTS_TOLD}] AS endpoints,
            max(last_at) AS last_at, (array_agg(last_code ORDER BY last_at DESC))[1] AS last_code
       FROM (SELECT ip, agent, endpoint, max(at) AS last_at, (array_agg(country ORDER BY at DESC))[1] AS country,
                    (array_agg(code ORDER BY at DESC))[1] AS last_code
               FROM request_log WHERE org_id = $1 AND key_id = $2 AND secret_id = $3 AND at >= $4
              GROUP BY ip, agent, endpoint) AS seen
      GROUP BY ip, agent ORDER BY last_at DESC, ip, agent LIMIT ${CALLERS_TOLD + 1}`,
    [orgId, keyId, secretId, new Date(sinceMs)],
  );
  return rows.map(({ ip, country, agent, endpoints, last_at, last_code }) => ({
    ip,
    country,
    agent,
    endpoints: endpoints ?? [],
    lastAt: last_at.toISOString(),
    isRefused: last_code === "key_retired",
  }));
}
