import { z } from "zod";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { toCount } from "./scope";
import { readSnapshot } from "./snapshot";
import { HOUR_MS } from "./units";

/** Where or by what a key was called. Counted by the hour, so the times are starts of hours, ISO 8601. */
export type Caller = {
  value: string;
  /** At least so many calls: of many values in an hour only the heaviest are told apart. Refused ones count, too. */
  requests: number;
  firstHour: string;
  lastHour: string;
};

/** The heaviest callers first. */
export type Callers = { ip: Caller[]; agent: Caller[]; country: Caller[] };

const Row = z.object({
  dimension: z.enum(["ip", "agent", "country"]),
  value: z.string(),
  requests: z.string(),
  first: z.date(),
  last: z.date(),
});

/**
 * Who called a key of the organization since then, by address, user agent and country; an unknown key was called by nobody.
 *
 * @param limit How many of each.
 * @throws {DomainError} `forbidden`; `unavailable` when adding up took longer than 5 seconds.
 */
export async function callersOfKey(
  ctx: OrgContext,
  keyId: string,
  since: Date,
  limit: number,
): Promise<Callers> {
  requirePermission(ctx, "usage:read");
  return callersSince({ orgId: ctx.org.id, keyId }, since, limit);
}

/** `callersOfKey` for jobs, and for verbs that have checked who asks. */
export async function callersSince(
  { orgId, keyId }: { orgId: string; keyId: string },
  since: Date,
  limit: number,
): Promise<Callers> {
  const from = new Date(Math.floor(since.getTime() / HOUR_MS) * HOUR_MS);
  const { rows } = await readSnapshot((client) =>
    client.query(
      `SELECT dimension, value, requests::text, first, last FROM (
         SELECT dimension, value, sum(requests) AS requests, min(hour) AS first, max(hour) AS last,
                row_number() OVER (PARTITION BY dimension ORDER BY sum(requests) DESC, value) AS place
           FROM usage_top
          WHERE org_id = $1 AND key_id = $2 AND hour >= $3 AND dimension IN ('ip', 'agent', 'country')
          GROUP BY dimension, value
       ) AS callers
       WHERE place <= $4 AND requests > 0 AND value <> '' ORDER BY dimension, place`,
      [orgId, keyId, from, limit],
    ),
  );
  const callers: Callers = { ip: [], agent: [], country: [] };
  for (const { dimension, value, requests, first, last } of z.array(Row).parse(rows)) {
    callers[dimension].push({
      value,
      requests: toCount(requests),
      firstHour: first.toISOString(),
      lastHour: last.toISOString(),
    });
  }
  return callers;
}
