import type { PoolClient } from "pg";
import { z } from "zod";
import { toCount } from "@/lib/usage/scope";
import { DAY_MS, MINUTE_MS, WEEK_MS } from "@/lib/usage/units";
import { LEARNING_DAYS } from "./judge-calls";
import { IS_ERROR, NO_ERRORS } from "./read-recent";
import { AROUND, BURST_WEEKS, burstLevel, type Counts, type Usual, usualOf, WEEKS, WINDOW } from "./usual";

const QUARTER_MS = 15 * MINUTE_MS;

type Of = { orgId: string; keyId: string };

/** What is usual for a key at one time of the week, of its calls and of its errors, and the calls of its largest burst. */
export type Past = { calls: Usual; errors: Usual; callBursts: number; errorBursts: number };

const Counted = z.object({ at: z.date(), calls: z.string(), errors: z.string() });
type Counted = z.output<typeof Counted>;

/** `null` for a key that is not called for long enough to know what is usual. */
export async function readPast(client: PoolClient, of: Of, endMs: number): Promise<Past | null> {
  const sinceMs = await firstCall(client, of);
  if (sinceMs === null || endMs - sinceMs < LEARNING_DAYS * DAY_MS) return null;
  const [calls, errors]: [Counts[], Counts[]] = [[], []];
  for (let week = 1; week <= WEEKS; week++) {
    const endsMs = endMs - week * WEEK_MS + AROUND * MINUTE_MS;
    const fromMs = endsMs - (2 * AROUND + WINDOW - 1) * MINUTE_MS;
    if (fromMs < sinceMs) break;
    const rows = await countsOf(client, "minute", of, fromMs, endsMs);
    calls.push(filled(rows, fromMs, endsMs, MINUTE_MS, "calls"));
    errors.push(filled(rows, fromMs, endsMs, MINUTE_MS, "errors"));
  }
  const [usualCalls, usualErrors] = [usualOf(calls), usualOf(errors)];
  if (usualCalls === null || usualErrors === null) return null;
  // What is happening now is not held against itself.
  const lastMs = Math.floor(endMs / DAY_MS) * DAY_MS - DAY_MS;
  const fromMs = lastMs - Math.min(BURST_WEEKS, Math.floor((lastMs - sinceMs) / WEEK_MS)) * WEEK_MS;
  const quarters = await countsOf(client, "quarter", of, fromMs, lastMs);
  return {
    calls: usualCalls,
    errors: usualErrors,
    callBursts: burstLevel(filled(quarters, fromMs, lastMs, QUARTER_MS, "calls")),
    errorBursts: burstLevel(filled(quarters, fromMs, lastMs, QUARTER_MS, "errors")),
  };
}

async function firstCall(client: PoolClient, { orgId, keyId }: Of): Promise<number | null> {
  const { rows } = await client.query<{ at: Date | null }>(
    "SELECT min(first_at) AS at FROM secret_last_used WHERE key_id = $1 AND org_id = $2",
    [keyId, orgId],
  );
  return rows[0]?.at?.getTime() ?? null;
}

const TABLES = {
  minute: { table: "usage_minute", time: "minute" },
  quarter: { table: "usage_quarter", time: "start" },
} as const;

async function countsOf(
  client: PoolClient,
  resolution: keyof typeof TABLES,
  { orgId, keyId }: Of,
  fromMs: number,
  endsMs: number,
): Promise<Counted[]> {
  const { table, time } = TABLES[resolution];
  const { rows } = await client.query(
    `SELECT ${time} AS at, sum(requests)::text AS calls,
            coalesce(sum(requests) FILTER (WHERE ${IS_ERROR}), 0)::text AS errors
       FROM ${table} WHERE org_id = $1 AND key_id = $2 AND ${time} >= $4 AND ${time} < $5 GROUP BY 1`,
    [orgId, keyId, NO_ERRORS, new Date(fromMs), new Date(endsMs)],
  );
  return z.array(Counted).parse(rows);
}

function filled(
  rows: readonly Counted[],
  fromMs: number,
  endsMs: number,
  stepMs: number,
  what: "calls" | "errors",
): Counts {
  const counts = new Float64Array(Math.max(0, Math.round((endsMs - fromMs) / stepMs)));
  for (const row of rows) counts[Math.floor((row.at.getTime() - fromMs) / stepMs)] = toCount(row[what]);
  return counts;
}
