import type { PoolClient } from "pg";
import type { UsageRecord } from "@/lib/edge/ports";
import { REFUSALS } from "@/lib/edge/verdict";
import { type LogGroup, roomOf } from "./log-groups";
import { MINUTE_MS } from "./units";

type Kept = { count: number; last: { at: Date; requestId: string } | null };

/**
 * Keeps single calls: refusals up to their cap, with a weight for what is beyond it, and a sample of the rest.
 *
 * The weights of a key's refusals with one code in one minute add up to exactly how many there were. The caller holds the
 * locks of all these orgs (`lockOrgs`), because what is kept depends on what is kept already.
 */
export async function addLog(client: PoolClient, groups: readonly LogGroup[]): Promise<void> {
  await addTo(
    client,
    "request_log",
    groups.filter(({ kind }) => kind !== "stranger"),
  );
  await addTo(
    client,
    "stranger_log",
    groups.filter(({ kind }) => kind === "stranger"),
  );
}

async function addTo(
  client: PoolClient,
  table: "request_log" | "stranger_log",
  groups: readonly LogGroup[],
): Promise<void> {
  if (groups.length === 0) return;
  const kept =
    table === "request_log" ? await keptOfKeys(client, groups) : await keptOfStrangers(client, groups);
  const rows: object[] = [];
  const heavier: { at: Date; requestId: string; orgId: string; weight: number }[] = [];
  groups.forEach((group, at) => {
    const { count, last } = kept.get(at) ?? { count: 0, last: null };
    const candidates =
      group.kind === "sample" && count > 0 && !group.isFirstDrawn && !group.isWatched
        ? group.candidates.slice(1)
        : group.candidates;
    const chosen = candidates.slice(0, Math.max(0, roomOf(group) - count));
    const rest = group.kind === "sample" ? 0 : group.calls - chosen.length;
    chosen.forEach((record, index) => {
      rows.push(rowOf(record, index === chosen.length - 1 ? 1 + rest : 1));
    });
    if (chosen.length === 0 && rest > 0 && last !== null)
      heavier.push({ ...last, orgId: group.orgId, weight: rest });
  });
  if (rows.length > 0) {
    await client.query(
      `INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1) ON CONFLICT DO NOTHING`,
      [JSON.stringify(rows)],
    );
  }
  if (heavier.length > 0) {
    await client.query(
      `UPDATE ${table} AS l SET weight = l.weight + r.weight
         FROM unnest($1::timestamptz[], $2::text[], $3::int[]) AS r (at, request_id, weight)
        WHERE l.at = ANY($1) AND l.at = r.at AND l.request_id = r.request_id`,
      [heavier.map((row) => row.at), heavier.map((row) => row.requestId), heavier.map((row) => row.weight)],
    );
  }
}

function keptOfKeys(client: PoolClient, groups: readonly LogGroup[]): Promise<Map<number, Kept>> {
  return readKept(
    client,
    `SELECT g.n, count(l.request_id)::int AS count, max(l.at) AS at,
            (array_agg(l.request_id ORDER BY l.at DESC, l.request_id DESC))[1] AS request_id
       FROM unnest($1::timestamptz[], $2::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::smallint[])
         WITH ORDINALITY AS g (minute, code, org_id, key_id, secret_id, class_id, status, n)
       JOIN request_log AS l ON l.at >= $3 AND l.at < $4 AND l.org_id = g.org_id AND l.key_id = g.key_id
        AND l.at >= g.minute AND l.at < g.minute + interval '1 minute' AND l.code = g.code
        AND (g.code <> '' OR (l.secret_id = g.secret_id AND l.class_id = g.class_id AND l.status = g.status))
      GROUP BY g.n`,
    groups,
    [
      groups.map((group) => group.orgId),
      groups.map((group) => group.keyId),
      groups.map((group) => group.secretId),
      groups.map((group) => group.classId),
      groups.map((group) => group.status),
    ],
  );
}

function keptOfStrangers(client: PoolClient, groups: readonly LogGroup[]): Promise<Map<number, Kept>> {
  return readKept(
    client,
    `SELECT g.n, count(l.request_id)::int AS count, max(l.at) AS at,
            (array_agg(l.request_id ORDER BY l.at DESC, l.request_id DESC))[1] AS request_id
       FROM unnest($1::timestamptz[], $2::text[]) WITH ORDINALITY AS g (minute, code, n)
       JOIN stranger_log AS l ON l.at >= $3 AND l.at < $4
        AND l.at >= g.minute AND l.at < g.minute + interval '1 minute' AND l.code = g.code
      GROUP BY g.n`,
    groups,
    [],
  );
}

async function readKept(
  client: PoolClient,
  sql: string,
  groups: readonly LogGroup[],
  more: readonly unknown[],
): Promise<Map<number, Kept>> {
  const minutes = groups.map((group) => group.minuteMs);
  const { rows } = await client.query<{ n: string; count: number; at: Date; request_id: string }>(sql, [
    minutes.map((ms) => new Date(ms)),
    groups.map((group) => group.code),
    // The span of all groups, so that partitions of other days are not even looked at.
    new Date(Math.min(...minutes)),
    new Date(Math.max(...minutes) + MINUTE_MS),
    ...more,
  ]);
  return new Map(
    rows.map((row) => [
      Number(row.n) - 1,
      { count: row.count, last: { at: row.at, requestId: row.request_id } },
    ]),
  );
}

const LARGEST_INT = 2_147_483_647;

/** The columns of both logs; each takes those it has. */
function rowOf(record: UsageRecord, weight: number): object {
  return {
    at: new Date(record.at).toISOString(),
    org_id: record.orgId,
    request_id: record.requestId,
    key_id: record.keyId,
    secret_id: record.secretId,
    token_id: record.tokenId,
    product_id: record.productId,
    class_id: record.classId,
    method: record.method,
    endpoint: record.endpoint,
    access: record.access,
    status: record.status,
    code: record.code,
    gate: gateOf(record.code),
    saw: record.saw,
    rule: record.rule,
    observed: record.observed,
    ip: record.ip,
    country: record.country,
    agent: record.agent,
    referrer: record.referrer,
    bytes_in: record.bytesIn,
    bytes_out: record.bytesOut,
    latency_us: Math.min(Math.round(record.latencyMs * 1000), LARGEST_INT),
    weight,
  };
}

/** The gate that refuses with this code; 0 when none did, or none of this version does. */
function gateOf(code: string): number {
  const table: Readonly<Record<string, { gate: number }>> = REFUSALS;
  return table[code]?.gate ?? 0;
}
