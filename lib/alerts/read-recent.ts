import type { PoolClient } from "pg";
import { z } from "zod";
import { toCount } from "@/lib/usage/scope";
import { MINUTE_MS } from "@/lib/usage/units";
import { BEFORE } from "./judge-calls";

/** Refusals by a limit are no errors of the caller's, and told in their own way. */
const LIMIT_CODES = ["qps_exceeded", "quota_exceeded", "concurrency_exceeded"];

/** What is counted as an error, in SQL over a row of calls; `$3` are the codes of limits. */
export const IS_ERROR = "status >= 400 AND code <> ALL($3::text[])";
export const NO_ERRORS: readonly string[] = LIMIT_CODES;

/** A key's last `BEFORE` minutes, the latest last. */
export type RecentCalls = {
  orgId: string;
  keyId: string;
  calls: Uint32Array;
  errors: Uint32Array;
  /** Refused for queries per second. */
  breaches: Uint32Array;
};

const Row = z.object({
  org_id: z.string(),
  key_id: z.string(),
  minute: z.date(),
  calls: z.string(),
  errors: z.string(),
  breaches: z.string(),
});

/** All keys of these organizations that were called in the minutes before `endMs`. */
export async function readRecent(
  client: PoolClient,
  orgIds: readonly string[],
  endMs: number,
): Promise<RecentCalls[]> {
  const fromMs = endMs - BEFORE * MINUTE_MS;
  const { rows } = await client.query(
    `SELECT org_id, key_id, minute, sum(requests)::text AS calls,
            coalesce(sum(requests) FILTER (WHERE ${IS_ERROR}), 0)::text AS errors,
            coalesce(sum(requests) FILTER (WHERE code = 'qps_exceeded'), 0)::text AS breaches
       FROM usage_minute
      WHERE org_id = ANY($1) AND minute >= $2 AND minute < $4 AND key_id <> ''
      GROUP BY org_id, key_id, minute`,
    [orgIds, new Date(fromMs), NO_ERRORS, new Date(endMs)],
  );
  const keys = new Map<string, RecentCalls>();
  for (const raw of rows) {
    const row = Row.parse(raw);
    const key = keys.get(row.key_id) ?? noCalls(row.org_id, row.key_id);
    keys.set(row.key_id, key);
    const at = (row.minute.getTime() - fromMs) / MINUTE_MS;
    key.calls[at] = toCount(row.calls);
    key.errors[at] = toCount(row.errors);
    key.breaches[at] = toCount(row.breaches);
  }
  return [...keys.values()];
}

/** A key without a call in all that time. */
export function noCalls(orgId: string, keyId: string): RecentCalls {
  const minutes = () => new Uint32Array(BEFORE);
  return { orgId, keyId, calls: minutes(), errors: minutes(), breaches: minutes() };
}
