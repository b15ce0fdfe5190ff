// What `bench/analytics.ts` reads: an organization's calls, by the quarter hour, as they would have been rolled up.
import { ensureRollupPartitions } from "@/lib/db/partitions";
import { pool } from "@/lib/db/pool";
import { rollUp } from "@/lib/usage/roll-up";

const DAY_MS = 86_400_000;

export type Filling = { now: Date; orgId: string; keys: number; days: number };

/** Calls of key `n` in a stretch: heavier keys always, others in the hours they work in. */
const ACTIVE = `(n % 20 = 0 OR (extract(hour FROM at)::int + n) % 24 BETWEEN 8 AND 15)`;
const CALLS = `greatest(1, (4000 / (n + 3) + 10))`;

const FILL_QUARTERS = `
  WITH cells AS (
    SELECT at, n, o.status, o.code, CASE WHEN o.part = 1 THEN ${CALLS} ELSE 1 END AS calls
      FROM generate_series($1::timestamptz, $2::timestamptz - interval '1 second', interval '15 minutes') AS at
     CROSS JOIN generate_series(1, $4::int) AS n
     CROSS JOIN (VALUES (200, '', 1), (404, '', 0), (429, 'qps_exceeded', 0)) AS o (status, code, part)
     WHERE ${ACTIVE} AND (o.part = 1 OR (n + extract(minute FROM at)::int + o.status) % 7 = 0)
  ), keys AS (
    INSERT INTO usage_quarter
    SELECT at, $3, 'key_' || lpad(n::text, 22, '0'), 'sec_' || lpad(n::text, 22, '0'), 'prd_' || 1 + n % 3, 'cls_' || 1 + n % 3,
           status, code, calls, calls * 300, calls * 9000 FROM cells
  )
  INSERT INTO usage_quarter
  SELECT at, $3, '*', '', 'prd_' || 1 + n % 3, 'cls_' || 1 + n % 3, status, code, sum(calls), sum(calls) * 300, sum(calls) * 9000
    FROM cells GROUP BY at, 1 + n % 3, status, code`;

const FILL_LATENCY = `
  WITH cells AS (
    SELECT at, n, array_agg(bucket ORDER BY bucket) AS buckets, array_agg(c ORDER BY bucket) AS counts
      FROM generate_series($1::timestamptz, $2::timestamptz - interval '1 second', interval '15 minutes') AS at
     CROSS JOIN generate_series(1, $4::int) AS n
     CROSS JOIN LATERAL (SELECT (220 + (n * 7 + b * 3) % 60)::smallint AS bucket, b::bigint AS c FROM generate_series(1, 8) AS b) AS h
     WHERE ${ACTIVE} GROUP BY at, n
  ), keys AS (
    INSERT INTO usage_latency_quarter
    SELECT at, $3, 'key_' || lpad(n::text, 22, '0'), 'cls_' || 1 + n % 3, buckets, counts FROM cells
  ), alls AS (
    SELECT at, bucket, sum(c)::bigint AS c FROM cells, unnest(buckets, counts) AS u (bucket, c) GROUP BY 1, 2
  )
  INSERT INTO usage_latency_quarter
  SELECT at, $3, '*', '*', array_agg(bucket ORDER BY bucket), array_agg(c ORDER BY bucket) FROM alls GROUP BY at`;

/** What callers can make up has thousands of values; patterns of products and countries are as many as there are. */
const FILL_TOPS = `
  INSERT INTO usage_top
  SELECT at, $3, 'key_' || lpad(n::text, 22, '0'), d.dimension, d.dimension || ' ' || (n * d.many + v) % d.room, sum(40 / v), 0
    FROM generate_series(date_trunc('hour', $1::timestamptz), $2::timestamptz - interval '1 second', interval '1 hour') AS at
   CROSS JOIN generate_series(1, $4::int) AS n
   CROSS JOIN (VALUES ('ip', 4, 5000), ('network', 3, 3000), ('agent', 2, 2000), ('referrer', 1, 1000), ('endpoint', 3, 200), ('country', 2, 240))
      AS d (dimension, many, room)
   CROSS JOIN LATERAL generate_series(1, d.many) AS v
   WHERE ${ACTIVE} GROUP BY 1, 3, 4, 5 ON CONFLICT DO NOTHING`;

const FILL_MINUTES = `
  INSERT INTO usage_minute
  SELECT at, $3, 'key_' || lpad(n::text, 22, '0'), 'sec_' || lpad(n::text, 22, '0'), 'prd_' || 1 + n % 3, 'cls_' || 1 + n % 3,
         200, '', 5, 1000, 50000
    FROM generate_series($1::timestamptz, $2::timestamptz, interval '1 minute') AS at
   CROSS JOIN generate_series(1, $4::int) AS n`;

async function run(sql: string, values: unknown[] = []): Promise<number> {
  const client = await pool().connect();
  try {
    // Filling may take as long as it takes; only reading is measured.
    await client.query("SET statement_timeout = 0; SET work_mem = '256MB'");
    const { rowCount } = await client.query(sql, values);
    return rowCount ?? 0;
  } finally {
    client.release(true);
  }
}

/** Keys differ in weight as they do in life: a few make most of the calls, many call in few hours of the day. */
export async function fill({ now, orgId, keys, days }: Filling): Promise<void> {
  const begin = performance.now();
  await run(
    "INSERT INTO org (id, slug, name, type, created_at) VALUES ($1, 'bench', 'Bench', 'enterprise', now() - interval '2 years')",
    [orgId],
  );
  await run(
    "INSERT INTO user_account (id, email, name, created_at) VALUES ('usr_1', 'p@example.test', 'P', now())",
  );
  await run("INSERT INTO upstream (id, name, base_url) VALUES ('ups_1', 'bench', 'http://127.0.0.1:9')");
  await run(`INSERT INTO product (id, slug, name, description, upstream_id, position)
    SELECT 'prd_' || n, 'p' || n, 'Product ' || n, '', 'ups_1', n FROM generate_series(1, 3) n`);
  await run(
    `INSERT INTO key (id, org_id, name, billing_type, created_by_id, created_at, updated_at)
    SELECT 'key_' || lpad(n::text, 22, '0'), $1, 'Key ' || n, 'paying', 'usr_1', now(), now() FROM generate_series(1, $2::int) n`,
    [orgId, keys],
  );
  await ensureRollupPartitions(pool(), new Date(now.getTime() - (days + 2) * DAY_MS), now);
  const until = Math.floor(now.getTime() / 900_000) * 900_000;
  for (let back = days; back >= 0; back--) {
    const from = new Date(until - (back + 1) * DAY_MS);
    const to = new Date(Math.min(until, from.getTime() + DAY_MS));
    await run(FILL_QUARTERS, [from, to, orgId, keys]);
    await run(FILL_LATENCY, [from, to, orgId, keys]);
    await run(FILL_TOPS, [from, to, orgId, keys]);
  }
  await run(
    "INSERT INTO usage_unrolled SELECT DISTINCT org_id, 60, date_bin('1 hour', start, 'epoch') FROM usage_quarter WHERE key_id = '*'",
  );
  // The last quarter hour has yet to be rolled up, and is read from its minutes.
  await run(FILL_MINUTES, [new Date(until), now, orgId, keys]);
  await run("INSERT INTO usage_unrolled VALUES ($1, 15, $2) ON CONFLICT DO NOTHING", [
    orgId,
    new Date(until),
  ]);
  await run("ANALYZE");
  console.log(`filled in ${((performance.now() - begin) / 1000).toFixed(0)} s`);
  const rolling = performance.now();
  const stretches = await rollUp(pool(), now.getTime());
  console.log(
    `rolled up ${stretches} stretches (hours, days and weeks) in ${((performance.now() - rolling) / 1000).toFixed(0)} s`,
  );
  await run("VACUUM ANALYZE");
  const { rows } = await pool().query<{ calls: string; keys: string }>(
    "SELECT sum(requests) FILTER (WHERE key_id = '*') AS calls, count(DISTINCT key_id) AS keys FROM usage_day",
  );
  console.log(
    `${Number(rows[0]?.calls).toLocaleString("en")} calls of ${Number(rows[0]?.keys) - 1} keys in the days`,
  );
}
