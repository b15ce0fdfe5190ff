import type { UsageRecord } from "@/lib/edge/ports";
import { MINUTE_MS } from "./units";

/** One row of `usage_minute` to be added. */
export type MinuteRow = {
  minuteMs: number;
  orgId: string;
  keyId: string;
  secretId: string;
  productId: string;
  classId: string;
  status: number;
  code: string;
  requests: number;
  bytesIn: number;
  bytesOut: number;
};

/** `firstMs`: the earliest accepted call among those added up; `atMs` and `ip`: the latest. */
export type LastUsedRow = {
  secretId: string;
  keyId: string;
  orgId: string;
  firstMs: number;
  atMs: number;
  ip: string;
};

/**
 * Refusals that come after the secret was accepted: the gates that count calls, and the upstream's own failures.
 * Any other refusal code means that the call was turned away because of who made it.
 */
const ACCEPTED_CODES: ReadonlySet<string> = new Set([
  "",
  "concurrency_exceeded",
  "qps_exceeded",
  "quota_exceeded",
  "upstream_unreachable",
  "upstream_timeout",
]);

/**
 * Adds records up per minute and dimension, and finds each secret's first and last accepted call.
 *
 * The sum of `requests` is the number of records. Both lists come sorted by their table's key, so that two instances
 * that write the same rows lock them in the same order.
 */
export function aggregate(records: readonly UsageRecord[]): {
  minutes: MinuteRow[];
  lastUsed: LastUsedRow[];
} {
  const minutes = new Map<string, MinuteRow>();
  const lastUsed = new Map<string, LastUsedRow>();
  for (const record of records) {
    addMinute(minutes, record);
    if (record.secretId !== "" && ACCEPTED_CODES.has(record.code)) noteLast(lastUsed, record);
  }
  return { minutes: inKeyOrder(minutes), lastUsed: inKeyOrder(lastUsed) };
}

function addMinute(minutes: Map<string, MinuteRow>, record: UsageRecord): void {
  const { orgId, keyId, secretId, productId, classId, status, code } = record;
  const minuteMs = Math.floor(record.at / MINUTE_MS) * MINUTE_MS;
  const key = JSON.stringify([orgId, keyId, minuteMs, secretId, productId, classId, status, code]);
  const row = minutes.get(key);
  if (row === undefined) {
    const { bytesIn, bytesOut } = record;
    const dimensions = { minuteMs, orgId, keyId, secretId, productId, classId, status, code };
    minutes.set(key, { ...dimensions, requests: 1, bytesIn, bytesOut });
    return;
  }
  row.requests += 1;
  row.bytesIn += record.bytesIn;
  row.bytesOut += record.bytesOut;
}

function noteLast(lastUsed: Map<string, LastUsedRow>, { secretId, keyId, orgId, at, ip }: UsageRecord): void {
  const row = lastUsed.get(secretId);
  if (row === undefined) {
    lastUsed.set(secretId, { secretId, keyId, orgId, firstMs: at, atMs: at, ip });
    return;
  }
  row.firstMs = Math.min(row.firstMs, at);
  if (row.atMs <= at) Object.assign(row, { atMs: at, ip });
}

function inKeyOrder<T>(rows: Map<string, T>): T[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
