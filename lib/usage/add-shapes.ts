import type { PoolClient } from "pg";
import type { ShapeRow } from "./rollups";

/** Adds to `usage_latency` and `usage_demand`; rows come in key order. */
export async function addShapes(client: PoolClient, rows: readonly ShapeRow[]): Promise<void> {
  const measured = rows.filter(({ latency }) => latency.buckets.length > 0);
  if (measured.length > 0) await addLatency(client, measured);
  const demanding = rows.filter(({ demand }) => demand !== null);
  if (demanding.length > 0) await addDemand(client, demanding);
}

async function addLatency(client: PoolClient, rows: readonly ShapeRow[]): Promise<void> {
  await client.query(
    `INSERT INTO usage_latency AS u (minute, org_id, key_id, class_id, buckets, counts)
     SELECT minute, org_id, key_id, class_id, buckets::smallint[], counts::int[]
       FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
         AS r (minute, org_id, key_id, class_id, buckets, counts)
     ON CONFLICT (org_id, key_id, minute, class_id) DO UPDATE
       SET (buckets, counts) = (
         SELECT array_agg(bucket ORDER BY bucket), array_agg(n ORDER BY bucket)
           FROM (SELECT bucket, sum(n)::int AS n
                   FROM unnest(u.buckets || excluded.buckets, u.counts || excluded.counts) AS b (bucket, n)
                  GROUP BY bucket) AS merged)`,
    [
      ...keyColumns(rows),
      rows.map(({ latency }) => literal(latency.buckets)),
      rows.map(({ latency }) => literal(latency.counts)),
    ],
  );
}

async function addDemand(client: PoolClient, rows: readonly ShapeRow[]): Promise<void> {
  await client.query(
    `INSERT INTO usage_demand AS u (minute, org_id, key_id, class_id, admitted, refused)
     SELECT minute, org_id, key_id, class_id, admitted::int[], refused::int[]
       FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
         AS r (minute, org_id, key_id, class_id, admitted, refused)
     ON CONFLICT (org_id, key_id, minute, class_id) DO UPDATE
       SET (admitted, refused) = (
         SELECT array_agg(a + b ORDER BY second), array_agg(c + d ORDER BY second)
           FROM unnest(u.admitted, excluded.admitted, u.refused, excluded.refused)
             WITH ORDINALITY AS s (a, b, c, d, second))`,
    [
      ...keyColumns(rows),
      rows.map(({ demand }) => literal(demand?.admitted ?? [])),
      rows.map(({ demand }) => literal(demand?.refused ?? [])),
    ],
  );
}

function keyColumns(rows: readonly ShapeRow[]): unknown[] {
  return [
    rows.map((row) => new Date(row.minuteMs)),
    rows.map((row) => row.orgId),
    rows.map((row) => row.keyId),
    rows.map((row) => row.classId),
  ];
}

/** A parameter cannot be a list of lists of different lengths; a list of their texts can. */
function literal(numbers: readonly number[]): string {
  return `{${numbers.join(",")}}`;
}
