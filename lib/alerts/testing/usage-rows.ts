import { pool } from "@/lib/db/pool";
import { HOUR_MS, MINUTE_MS } from "@/lib/usage/units";
import type { TestKey } from "@/test/factories";

type Of = Pick<TestKey, "id" | "orgId" | "secretId">;
type More = { status?: number; code?: string; classId?: string };

/** So many calls in each of these minutes, counted and not rolled up yet. */
export async function countMinutes(
  key: Of,
  minutesMs: readonly number[],
  calls: number,
  { status = 200, code = "", classId = "cls_1" }: More = {},
): Promise<void> {
  await pool().query(
    `INSERT INTO usage_minute AS u (minute, org_id, key_id, secret_id, product_id, class_id, status, code, requests, bytes_in, bytes_out)
     SELECT to_timestamp(ms / 1000), $2, $3, $4, 'prd_1', $5, $6, $7, $8, 0, 0 FROM unnest($1::bigint[]) AS ms
     ON CONFLICT (org_id, key_id, minute, secret_id, product_id, class_id, status, code) DO UPDATE SET requests = u.requests + excluded.requests`,
    [minutesMs, key.orgId, key.id, key.secretId, classId, status, code, calls],
  );
  await pool().query(
    `INSERT INTO usage_unrolled (org_id, minutes, start)
     SELECT DISTINCT $2, 15, date_bin('15 minutes', to_timestamp(ms / 1000), 'epoch') FROM unnest($1::bigint[]) AS ms
     ON CONFLICT DO NOTHING`,
    [minutesMs, key.orgId],
  );
}

/** The minutes before `endMs`. */
export function minutesBefore(endMs: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => endMs - (count - at) * MINUTE_MS);
}

/** A key was accepted for the first time then. */
export async function firstAccepted(key: Of, at: Date, last = at): Promise<void> {
  await pool().query(
    `INSERT INTO secret_last_used (secret_id, key_id, org_id, first_at, at, ip) VALUES ($1, $2, $3, $4, $5, '192.0.2.1')`,
    [key.secretId, key.id, key.orgId, at, last],
  );
}

/** A key was called from, by or at something in the hour of that moment. */
export async function seenAt(key: Of, dimension: string, value: string, at: Date, calls = 1): Promise<void> {
  await pool().query(
    `INSERT INTO usage_top (hour, org_id, key_id, dimension, value, requests, unsure) VALUES ($1, $2, $3, $4, $5, $6, 0)`,
    [new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS), key.orgId, key.id, dimension, value, calls],
  );
}
