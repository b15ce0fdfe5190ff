import type { LoggedRequest } from "./request-schemas";

/** The columns an org may see; all of `request_log` but the org itself. */
export const LOGGED_COLUMNS = `at, request_id, key_id, secret_id, token_id, product_id, class_id, method, endpoint, access, status,
  code, gate, saw, rule, observed, ip, country, agent, referrer, bytes_in, bytes_out, latency_us, weight`;

export type LoggedRow = {
  at: Date;
  request_id: string;
  key_id: string;
  secret_id: string;
  token_id: string;
  product_id: string;
  class_id: string;
  method: string;
  endpoint: string;
  access: string;
  status: number;
  code: string;
  gate: number;
  saw: string;
  rule: string;
  observed: string[];
  ip: string;
  country: string;
  agent: string;
  referrer: string;
  bytes_in: string;
  bytes_out: string;
  latency_us: number;
  weight: number;
};

/** A row as it is shown, field by field. */
export function toLoggedRequest(row: LoggedRow): LoggedRequest {
  return {
    requestId: row.request_id,
    at: row.at.toISOString(),
    keyId: row.key_id,
    secretId: row.secret_id,
    tokenId: row.token_id,
    productId: row.product_id,
    classId: row.class_id,
    method: row.method,
    endpoint: row.endpoint,
    access: row.access,
    status: row.status,
    code: row.code,
    gate: row.gate,
    saw: row.saw,
    rule: row.rule,
    observed: row.observed,
    ip: row.ip,
    country: row.country,
    agent: row.agent,
    referrer: row.referrer,
    bytesIn: Number(row.bytes_in),
    bytesOut: Number(row.bytes_out),
    latencyMs: row.latency_us / 1000,
    weight: row.weight,
  };
}
