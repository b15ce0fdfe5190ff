/** Rows a view is about: one org's, in `[fromMs, toMs)`, of these keys and products (none named: all). */
export type UsageScope = {
  orgId: string;
  fromMs: number;
  toMs: number;
  keys: readonly string[];
  products: readonly string[];
};

/** A condition on `usage_minute`, with its values. Says nothing about filters that are not set, so that plans stay simple. */
export function scopeCondition(scope: UsageScope): { where: string; values: unknown[] } {
  const values: unknown[] = [scope.orgId, new Date(scope.fromMs), new Date(scope.toMs)];
  const parts = ["org_id = $1", "minute >= $2", "minute < $3"];
  if (scope.keys.length > 0) parts.push(`key_id = ANY($${values.push(scope.keys)})`);
  if (scope.products.length > 0) parts.push(`product_id = ANY($${values.push(scope.products)})`);
  return { where: parts.join(" AND "), values };
}

/** What the four numbers of Analytics mean; `qpsBreaches` is part of `clientErrors`. */
export const MEASURES = `
  coalesce(sum(requests), 0)::bigint AS requests,
  coalesce(sum(requests) FILTER (WHERE code = 'qps_exceeded'), 0)::bigint AS qps_breaches,
  coalesce(sum(requests) FILTER (WHERE status BETWEEN 400 AND 499), 0)::bigint AS client_errors,
  coalesce(sum(requests) FILTER (WHERE status BETWEEN 500 AND 599), 0)::bigint AS server_errors`;

export type MeasureRow = {
  requests: string;
  qps_breaches: string;
  client_errors: string;
  server_errors: string;
};

/** A database count as a number. @throws {RangeError} Beyond 2^53, where a number would no longer be exact. */
export function toCount(value: string): number {
  const count = Number(value);
  if (!Number.isSafeInteger(count)) throw new RangeError("A count does not fit into a number");
  return count;
}
