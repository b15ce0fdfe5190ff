import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { LOGGED_COLUMNS, type LoggedRow, toLoggedRequest } from "./logged-request";
import { type LoggedRequest, RequestsQuery } from "./request-schemas";
import { readSnapshot } from "./snapshot";
import { DAY_MS } from "./units";

export type RequestsPage = {
  requests: LoggedRequest[];
  /** Where the next page begins; null on the last one. */
  next: string | null;
};

/**
 * Calls of this org that are kept one by one, newest first: refusals up to their cap and a sample of the rest, in `[from, to)`,
 * the last 24 hours unless said otherwise.
 *
 * @throws {DomainError} `forbidden`; `not_found` for a key that is not this org's; `invalid_input`; `unavailable` when it
 * took longer than 5 seconds.
 */
export async function listRequests(ctx: OrgContext, query: RequestsQuery): Promise<RequestsPage> {
  requirePermission(ctx, "usage:read");
  const parsed = RequestsQuery.safeParse(query);
  if (!parsed.success) {
    const fields = Object.fromEntries(
      parsed.error.issues.map(({ path, message }) => [String(path[0]), [message]]),
    );
    throw new DomainError("invalid_input", { fields });
  }
  const { keyId, productId, only, code, ip, from, to, after, limit } = parsed.data;
  const values: unknown[] = [
    ctx.org.id,
    from ?? new Date(ctx.now.getTime() - DAY_MS),
    to ?? new Date(ctx.now.getTime() + 1),
  ];
  const parts = ["org_id = $1", "at >= $2", "at < $3"];
  if (keyId !== undefined) parts.push(`key_id = $${values.push(keyId)}`);
  if (code !== undefined) parts.push(`code = $${values.push(code)}`);
  if (productId !== undefined) parts.push(`product_id = $${values.push(productId)}`);
  if (ip !== undefined) parts.push(`ip = $${values.push(ip)}`);
  if (only === "accepted") parts.push("code = '' AND status < 400");
  if (only === "refused") parts.push("code <> ''");
  if (only === "failed") parts.push("status >= 400");
  if (after !== undefined) {
    const [at, requestId] = after.split(".");
    parts.push(`(at, request_id) < ($${values.push(new Date(Number(at)))}, $${values.push(requestId)})`);
  }
  return await readSnapshot(async (client) => {
    if (keyId !== undefined) {
      const { rowCount } = await client.query("SELECT FROM key WHERE org_id = $1 AND id = $2", [
        ctx.org.id,
        keyId,
      ]);
      if (rowCount === 0) throw new DomainError("not_found");
    }
    const { rows } = await client.query<LoggedRow>(
      `SELECT ${LOGGED_COLUMNS} FROM request_log WHERE ${parts.join(" AND ")}
        ORDER BY at DESC, request_id DESC LIMIT ${limit + 1}`,
      values,
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const hasMore = rows.length > limit && last !== undefined;
    return {
      requests: page.map(toLoggedRequest),
      next: hasMore ? `${last.at.getTime()}.${last.request_id}` : null,
    };
  });
}
