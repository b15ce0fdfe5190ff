import { z } from "zod";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { toCount } from "@/lib/usage/scope";
import { readSnapshot } from "@/lib/usage/snapshot";
import { DAY_MS, HOUR_MS } from "@/lib/usage/units";
import type { KeyTraffic, SeenCalls } from "./schemas";
import { QUARTER_MS, TRAFFIC_DAYS } from "./schemas";

/** Values of a dimension that are told apart; the calls of the others only count. */
const VALUES_MAX = 500;

const Top = z.object({
  dimension: z.enum(["ip", "network", "agent", "referrer", "country"]),
  value: z.string(),
  calls: z.string(),
  all: z.string(),
});
const Observed = z.object({ value: z.string(), calls: z.string() });
const Quarter = z.object({ start: z.date(), calls: z.string() });

const NONE: SeenCalls = { calls: 0, seen: [] };

/**
 * What called a key of the organization in the last seven days, for holding a restriction against it: refused calls are among
 * them; an unknown key was never called.
 *
 * Times are exact, and so are countries; of addresses, sites and user agents the heaviest of each hour are told apart, and of
 * a user agent only its family is known.
 * @throws {DomainError} `forbidden`; `unavailable` when adding up took longer than 5 seconds.
 */
export async function keyTraffic(ctx: OrgContext, keyId: string): Promise<KeyTraffic> {
  requirePermission(ctx, "usage:read");
  const from = new Date(Math.floor((ctx.now.getTime() - TRAFFIC_DAYS * DAY_MS) / HOUR_MS) * HOUR_MS);
  const of = [ctx.org.id, keyId, from];
  return readSnapshot(async (client) => {
    const tops = await client.query(TOPS, [...of, VALUES_MAX]);
    const observed = await client.query(OBSERVED, of);
    const quarters = await client.query(QUARTERS, [...of, QUARTER_MS / 1000]);
    const dimensions = byDimension(z.array(Top).parse(tops.rows));
    return {
      ip: dimensions.get("ip") ?? NONE,
      networks: dimensions.get("network")?.seen ?? [],
      referrer: dimensions.get("referrer") ?? NONE,
      agent: dimensions.get("agent") ?? NONE,
      country: dimensions.get("country") ?? NONE,
      quarters: z
        .array(Quarter)
        .parse(quarters.rows)
        .map(({ start, calls }) => ({ startMs: start.getTime(), calls: toCount(calls) })),
      observed: byKind(z.array(Observed).parse(observed.rows)),
    };
  });
}

function byDimension(rows: readonly z.output<typeof Top>[]): Map<string, SeenCalls> {
  const found = new Map<string, SeenCalls & { seen: SeenCalls["seen"] }>();
  for (const { dimension, value, calls, all } of rows) {
    const at = found.get(dimension) ?? { calls: toCount(all), seen: [] };
    at.seen.push({ value, calls: toCount(calls) });
    found.set(dimension, at);
  }
  return found;
}

/** A call that several restrictions would have refused counts for each. */
function byKind(rows: readonly z.output<typeof Observed>[]): KeyTraffic["observed"] {
  const observed = { domain: 0, ip: 0, user_agent: 0, country: 0, hours: 0 };
  for (const { value, calls } of rows) {
    for (const kind of value.split("+")) {
      if (kind in observed) observed[kind as keyof typeof observed] += toCount(calls);
    }
  }
  return observed;
}

const OF_KEY = "org_id = $1 AND key_id = $2";

const TOPS = `
  SELECT dimension, value, calls::text, "all"::text FROM (
    SELECT dimension, value, sum(requests) AS calls,
           sum(sum(requests + unsure)) OVER (PARTITION BY dimension) AS "all",
           row_number() OVER (PARTITION BY dimension ORDER BY sum(requests) DESC, value) AS place
      FROM usage_top
     WHERE ${OF_KEY} AND hour >= $3 AND dimension IN ('ip', 'network', 'agent', 'referrer', 'country')
     GROUP BY dimension, value
  ) AS tops
  WHERE place <= $4 ORDER BY dimension, place`;

const OBSERVED = `
  SELECT value, sum(requests)::text AS calls FROM usage_top
   WHERE ${OF_KEY} AND hour >= $3 AND dimension = 'observed' GROUP BY value`;

const QUARTERS = `
  SELECT to_timestamp(floor(extract(epoch FROM minute) / $4) * $4) AS start, sum(requests)::text AS calls
    FROM usage_minute WHERE ${OF_KEY} AND minute >= $3 GROUP BY start ORDER BY start`;
