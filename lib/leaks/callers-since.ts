import type { PoolClient } from "pg";
import { z } from "zod";
import { ALL } from "@/lib/usage/resolutions";
import { toCount } from "@/lib/usage/scope";
import { DAY_MS } from "@/lib/usage/units";
import { BLAST_DIMENSIONS, type BlastDimension, SEEN_BEFORE_DAYS } from "./blast-radius-schemas";

/** Somebody or something since a leak. Counted by the hour, so the times are starts of hours, ISO 8601. */
export type CallerSince = {
  dimension: BlastDimension;
  value: string;
  /** At least so many calls. */
  requests: number;
  firstHour: string;
  lastHour: string;
  wasSeenBefore: boolean;
};

/** All values of all dimensions, the heaviest first, and per dimension the calls whose value was not told apart. */
export type CallersSince = {
  values: CallerSince[];
  untold: Readonly<Record<BlastDimension, number>>;
  /** Dimensions in which values before the leak were not all told apart: one that looks new may have called before. */
  isPastWhole: Readonly<Record<BlastDimension, boolean>>;
};

const Row = z.object({
  dimension: z.enum(BLAST_DIMENSIONS),
  value: z.string(),
  requests: z.string(),
  unsure: z.string(),
  first: z.date().nullable(),
  last: z.date().nullable(),
  seen: z.boolean(),
});
const Past = z.object({ dimension: z.enum(BLAST_DIMENSIONS), unsure: z.string() });

/**
 * Who and what called a key from the hour `fromMs` on, and which of them had called in the 90 days before it: by the hour as
 * long as hours are kept, by the day before that.
 *
 * @param fromMs Start of an hour, Unix milliseconds.
 */
export async function readCallersSince(
  client: PoolClient,
  { orgId, keyId }: { orgId: string; keyId: string },
  fromMs: number,
): Promise<CallersSince> {
  const values = [
    orgId,
    keyId,
    [...BLAST_DIMENSIONS],
    new Date(fromMs),
    new Date(fromMs - SEEN_BEFORE_DAYS * DAY_MS),
  ];
  const before = `
    SELECT dimension, value, requests, unsure FROM usage_top
     WHERE org_id = $1 AND key_id = $2 AND dimension = ANY($3) AND hour >= $5 AND hour < $4
    UNION ALL
    SELECT dimension, value, requests, unsure FROM usage_top_day
     WHERE org_id = $1 AND key_id = $2 AND dimension = ANY($3) AND start >= $5
       AND start + interval '1 day' <= $4`;
  const { rows } = await client.query(
    `WITH before AS (SELECT DISTINCT dimension, value FROM (${before}) AS b WHERE requests + unsure > 0 AND value <> '${ALL}')
     SELECT t.dimension, t.value, sum(t.requests)::text AS requests, sum(t.unsure)::text AS unsure,
            min(t.hour) AS first, max(t.hour) AS last,
            EXISTS (SELECT FROM before b WHERE b.dimension = t.dimension AND b.value = t.value) AS seen
       FROM usage_top AS t
      WHERE t.org_id = $1 AND t.key_id = $2 AND t.dimension = ANY($3) AND t.hour >= $4
      GROUP BY t.dimension, t.value ORDER BY sum(t.requests) DESC, t.value`,
    values,
  );
  const { rows: past } = await client.query(
    `SELECT dimension, sum(unsure)::text AS unsure FROM (${before}) AS b GROUP BY dimension`,
    values,
  );
  const all = z.array(Row).parse(rows);
  const unsureBefore = new Map(
    z
      .array(Past)
      .parse(past)
      .map((row) => [row.dimension, row.unsure]),
  );
  return {
    values: all.flatMap(({ dimension, value, requests, first, last, seen }) =>
      value === ALL || requests === "0" || first === null || last === null
        ? []
        : [
            {
              dimension,
              value,
              requests: toCount(requests),
              firstHour: first.toISOString(),
              lastHour: last.toISOString(),
              wasSeenBefore: seen,
            },
          ],
    ),
    untold: perDimension((dimension) =>
      all.filter((row) => row.dimension === dimension).reduce((sum, { unsure }) => sum + toCount(unsure), 0),
    ),
    isPastWhole: perDimension((dimension) => (unsureBefore.get(dimension) ?? "0") === "0"),
  };
}

function perDimension<T>(of: (dimension: BlastDimension) => T): Record<BlastDimension, T> {
  return {
    ip: of("ip"),
    network: of("network"),
    country: of("country"),
    agent: of("agent"),
    endpoint: of("endpoint"),
  };
}
