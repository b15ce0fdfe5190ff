import type { z } from "zod";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { LOGGED_COLUMNS, type LoggedRow, toLoggedRequest } from "./logged-request";
import { narrowing } from "./narrowing";
import { type LoggedRequest, RequestsQuery } from "./request-schemas";
import { requireKey } from "./require-key";
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
  return readRequests(ctx, parsed.data);
}

/**
 * The same for whoever has checked permission and query, and pages of any length.
 * @throws {DomainError} `not_found`, `unavailable`.
 */
export async function readRequests(
  ctx: OrgContext,
  query: z.output<typeof RequestsQuery>,
): Promise<RequestsPage> {
  const { from, to, after, limit, keyId } = query;
  const [afterAt, afterId] = after?.split(".") ?? [];
  const endMs = to === undefined ? ctx.now.getTime() + 1 : Date.parse(to);
  const values: unknown[] = [
    ctx.org.id,
    from ?? new Date(ctx.now.getTime() - DAY_MS),
    // A later page begins where it begins: bounded by the end alone, each would walk past all that came before it.
    new Date(afterAt === undefined ? endMs : Math.min(endMs, Number(afterAt) + 1)),
  ];
  const parts = ["org_id = $1", "at >= $2", "at < $3", ...narrowing(query, values)];
  if (afterAt !== undefined)
    parts.push(`(at, request_id) < ($${values.push(new Date(Number(afterAt)))}, $${values.push(afterId)})`);
  return await readSnapshot(async (client) => {
    if (keyId !== undefined) await requireKey(client, ctx.org.id, keyId);
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
