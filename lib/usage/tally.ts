import type { UsageRecord } from "@/lib/edge/ports";
import type { Rollups } from "./rollups";

/** Calls added up in memory while they were written: exactly those of the bytes `[from, to)` of a file. */
export type Tally = { readonly from: number; readonly to: number; readonly sums: () => Rollups };

/** What a file holds so far. */
export type Taken = {
  /** Whole lines up to here. */
  readonly to: number;
  /** The last of it added up already, where that could be kept; else the lines have to be read. */
  readonly tally: Tally | undefined;
};

/** A call as plain data: each field worked out once, whoever reads it how often. */
export function plainRecord(usage: UsageRecord): UsageRecord {
  return {
    at: Math.round(usage.at),
    orgId: usage.orgId,
    keyId: usage.keyId,
    secretId: usage.secretId,
    tokenId: usage.tokenId,
    productId: usage.productId,
    classId: usage.classId,
    endpoint: usage.endpoint,
    method: usage.method,
    access: usage.access,
    status: usage.status,
    code: usage.code,
    saw: usage.saw,
    rule: usage.rule,
    observed: usage.observed,
    bytesIn: Math.round(usage.bytesIn),
    bytesOut: Math.round(usage.bytesOut),
    latencyMs: usage.latencyMs,
    ip: usage.ip,
    country: usage.country,
    agent: usage.agent,
    referrer: usage.referrer,
    requestId: usage.requestId,
  };
}
