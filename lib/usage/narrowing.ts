import type { RequestsFilter } from "./request-schemas";

/** What a filter asks of rows of the request log beside org and time, as conditions; what they speak of goes into `values`. */
export function narrowing(filter: RequestsFilter, values: unknown[]): string[] {
  const { keyId, productId, only, code, ip } = filter;
  const parts: string[] = [];
  if (keyId !== undefined) parts.push(`key_id = $${values.push(keyId)}`);
  if (code !== undefined) parts.push(`code = $${values.push(code)}`);
  if (productId !== undefined) parts.push(`product_id = $${values.push(productId)}`);
  if (ip !== undefined) parts.push(`ip = $${values.push(ip)}`);
  if (only === "accepted") parts.push("code = '' AND status < 400");
  if (only === "refused") parts.push("code <> ''");
  if (only === "failed") parts.push("status >= 400");
  return parts;
}
