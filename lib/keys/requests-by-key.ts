import { pool } from "@/lib/db/pool";
import type { OrgContext } from "@/lib/orgs/context";
import { toCount } from "@/lib/usage/scope";

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;

/** How long the requests of an organization's keys are kept, so that paging through a sorted list does not count them again. */
export const KEPT_MS = 30_000;
/** Organizations kept at once; the one asked for longest ago goes first. */
const ORGS_MAX = 50;

/** Requests of an organization's keys in the last 24 hours of the clock; a key without any is not in it. */
export type RequestsByKey = ReadonlyMap<string, number>;

type Kept = { atMs: number; requests: Promise<RequestsByKey> };

const HOLDER = Symbol.for("keyward.requests-by-key");

function keptOrgs(): Map<string, Kept> {
  const holder = globalThis as { [HOLDER]?: Map<string, Kept> };
  holder[HOLDER] ??= new Map();
  return holder[HOLDER];
}

/**
 * How often each key of an organization was called in the hours that the list's little charts show: the present hour of the
 * clock and the 23 before it. Up to `KEPT_MS` old; many that ask at once cause one statement.
 */
export function requestsByKey({ org, now }: OrgContext): Promise<RequestsByKey> {
  const kept = keptOrgs();
  const known = kept.get(org.id);
  const age = known === undefined ? Number.POSITIVE_INFINITY : now.getTime() - known.atMs;
  if (known !== undefined && age >= 0 && age < KEPT_MS) return known.requests;
  const requests = count(org.id, now);
  kept.delete(org.id);
  kept.set(org.id, { atMs: now.getTime(), requests });
  const [oldest] = kept.keys();
  if (kept.size > ORGS_MAX && oldest !== undefined) kept.delete(oldest);
  requests.catch(() => {
    if (kept.get(org.id)?.requests === requests) kept.delete(org.id);
  });
  return requests;
}

async function count(orgId: string, now: Date): Promise<RequestsByKey> {
  const from = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS - (DAY_HOURS - 1) * HOUR_MS);
  const { rows } = await pool().query<{ keyId: string; requests: string }>(
    `SELECT key_id AS "keyId", sum(requests)::text AS requests
       FROM usage_minute WHERE org_id = $1 AND minute >= $2 AND minute <= $3 GROUP BY 1`,
    [orgId, from, now],
  );
  return new Map(rows.map(({ keyId, requests }) => [keyId, toCount(requests)]));
}
