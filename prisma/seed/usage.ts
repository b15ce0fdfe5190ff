import { ensureRollupPartitions } from "@/lib/db/partitions";
import { pool } from "@/lib/db/pool";
import { markAllUnrolled } from "@/lib/usage/mark-unrolled";
import { stretchesOf } from "./stretches";

const STRETCH_DAYS = 6;

/** How much a seeded key calls, and how it goes wrong. Rates are calls per minute at the busiest hour of a weekday. */
export type UsageProfile = {
  orgId: string;
  keyId: string;
  secretId: string;
  productId: string;
  classId: string;
  /** Names the random stream: the same name gives the same calls on every install. */
  stream: string;
  callsPerMinute: number;
  /** The part of the history these calls belong to, where it is not all of it. */
  since?: Date;
  until?: Date;
  /** Mean size of an answer, bytes. */
  answerBytes: number;
  outcomes: readonly Outcome[];
};

export type Outcome = {
  status: number;
  code: string;
  /** Part of the calls that end so, 0 to 1. */
  share: number;
  /** A burst happens only in some hours (about one in `everyHours`), and then at full strength. */
  everyHours?: number;
};

/**
 * Adds believable calls for each profile, minute by minute, in `[from, to)`.
 *
 * Deterministic: what a minute holds depends on the stream's name and the minute alone. Days are busier than nights,
 * weekdays than weekends. Run only over minutes that were not seeded before; it adds to what is there.
 */
export async function seedUsage(profiles: readonly UsageProfile[], from: Date, to: Date): Promise<void> {
  await ensureRollupPartitions(pool(), from, to);
  for (const profile of profiles) {
    const start = profile.since && profile.since > from ? profile.since : from;
    const end = profile.until && profile.until < to ? profile.until : to;
    for (const stretch of stretchesOf(start, end, STRETCH_DAYS)) await seedStretch(profile, stretch);
  }
  await markAllUnrolled(pool(), from, to);
}

async function seedStretch(profile: UsageProfile, { from, to }: { from: Date; to: Date }): Promise<void> {
  const { orgId, keyId, secretId, productId, classId, stream, callsPerMinute, answerBytes } = profile;
  for (const { status, code, share, everyHours } of profile.outcomes) {
    await pool().query(SEED_OUTCOME, [
      from,
      to,
      orgId,
      keyId,
      secretId,
      productId,
      classId,
      `${stream}/${status}/${code}`,
      callsPerMinute * share,
      status,
      code,
      code === "" ? answerBytes : 420,
      everyHours ?? 0,
      answerBytes,
    ]);
  }
}

const SEED_OUTCOME = `
  WITH minutes AS (
    SELECT minute, extract(epoch FROM minute)::bigint / 60 AS n,
           (extract(epoch FROM minute)::bigint / 60 % 1440) / 60::float8 AS hour,
           extract(isodow FROM minute AT TIME ZONE 'UTC')::int AS weekday
    FROM generate_series(date_trunc('minute', $1::timestamptz), $2::timestamptz - interval '1 minute', interval '1 minute') AS minute
  ), rated AS (
    SELECT minute,
           $9::float8
             * (0.25::float8 + 0.75::float8 * power(greatest(0, sin(pi() * (hour - 5) / 16)), 1.5::float8))
             * CASE WHEN weekday > 5 THEN 0.45::float8 ELSE 1 END
             * (0.7::float8 + 0.6::float8 * noise($8, n / 60))
             * (0.6::float8 + 0.8::float8 * noise($8 || '/m', n)) AS rate,
           noise($8 || '/round', n) AS dice
    FROM minutes WHERE $13::int = 0 OR noise($8 || '/burst', n / 60) < 1::float8 / nullif($13::int, 0)
  ), counted AS (
    SELECT minute, calls FROM rated CROSS JOIN LATERAL (SELECT floor(rate + dice)::bigint AS calls) AS made WHERE calls > 0
  ), ended AS (
    SELECT minute, $10::smallint AS status, $11::text AS code, calls, $12::bigint AS bytes FROM counted
    UNION ALL
    -- Whoever is refused for coming too often has used the limit up: as many calls as it allows were let through beside them.
    SELECT minute, 200, '', c.default_qps * greatest(1, ceil(calls / (c.default_qps * 2.0)))::bigint, $14::bigint
    FROM counted JOIN endpoint_class c ON c.id = $7 WHERE $11::text = 'qps_exceeded'
  )
  INSERT INTO usage_minute (minute, org_id, key_id, secret_id, product_id, class_id, status, code, requests, bytes_in, bytes_out)
  SELECT minute, $3, $4, $5, $6, $7, status, code, calls, 0, calls * bytes FROM ended
  ON CONFLICT (org_id, key_id, minute, secret_id, product_id, class_id, status, code) DO UPDATE
    SET requests = usage_minute.requests + excluded.requests, bytes_out = usage_minute.bytes_out + excluded.bytes_out
`.replaceAll(
  /noise\(([^,]+), ([^)]+)\)/g,
  // A uniform number in [0, 1) from a name and a number, the same on every machine. Millions of them: nothing here is a `numeric`.
  "(((hashtextextended($1, $2) % 1000000) + 1000000) % 1000000 / 1000000::float8)",
);
