import type { PoolClient } from "pg";
import type { LastUsedRow, MinuteRow } from "./rollups";

/** Adds to `usage_minute`; rows come in key order. */
export async function addMinutes(client: PoolClient, rows: readonly MinuteRow[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO usage_minute AS u
       (minute, org_id, key_id, secret_id, product_id, class_id, status, code, requests, bytes_in, bytes_out)
     SELECT to_timestamp(minute_ms / 1000), org_id, key_id, secret_id, product_id, class_id, status, code,
            requests, bytes_in, bytes_out
       FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::text[],
                   $9::bigint[], $10::bigint[], $11::bigint[])
         AS r (minute_ms, org_id, key_id, secret_id, product_id, class_id, status, code, requests, bytes_in, bytes_out)
     ON CONFLICT (org_id, key_id, minute, secret_id, product_id, class_id, status, code) DO UPDATE
       SET requests = u.requests + excluded.requests,
           bytes_in = u.bytes_in + excluded.bytes_in,
           bytes_out = u.bytes_out + excluded.bytes_out`,
    [
      rows.map((row) => row.minuteMs),
      rows.map((row) => row.orgId),
      rows.map((row) => row.keyId),
      rows.map((row) => row.secretId),
      rows.map((row) => row.productId),
      rows.map((row) => row.classId),
      rows.map((row) => row.status),
      rows.map((row) => row.code),
      rows.map((row) => row.requests),
      rows.map((row) => row.bytesIn),
      rows.map((row) => row.bytesOut),
    ],
  );
}

/** Notes in `secret_last_used` when secrets were accepted; rows come in key order. */
export async function addLastUsed(client: PoolClient, rows: readonly LastUsedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO secret_last_used AS u (secret_id, key_id, org_id, at, ip, first_at)
     SELECT secret_id, key_id, org_id, to_timestamp(at_ms / 1000.0), ip, to_timestamp(first_ms / 1000.0)
       FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::bigint[])
         AS r (secret_id, key_id, org_id, at_ms, ip, first_ms)
     ON CONFLICT (secret_id) DO UPDATE
       SET first_at = least(u.first_at, excluded.first_at),
           at = greatest(u.at, excluded.at),
           ip = CASE WHEN u.at <= excluded.at THEN excluded.ip ELSE u.ip END
       WHERE u.at <= excluded.at OR u.first_at > excluded.first_at`,
    [
      rows.map((row) => row.secretId),
      rows.map((row) => row.keyId),
      rows.map((row) => row.orgId),
      rows.map((row) => row.atMs),
      rows.map((row) => row.ip),
      rows.map((row) => row.firstMs),
    ],
  );
}
