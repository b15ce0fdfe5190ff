import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { csvLine } from "@/lib/std/csv";
import type { UsageExport } from "./export-schemas";
import { listRequests, type RequestsPage } from "./list-requests";
import { type LoggedRequest, MAX_REQUESTS, type RequestsFilter, type RequestsQuery } from "./request-schemas";

const COLUMNS = [
  "at",
  "requestId",
  "keyId",
  "secretId",
  "tokenId",
  "productId",
  "classId",
  "method",
  "endpoint",
  "access",
  "status",
  "code",
  "gate",
  "saw",
  "rule",
  "observed",
  "ip",
  "country",
  "agent",
  "referrer",
  "bytesIn",
  "bytesOut",
  "latencyMs",
  "weight",
] as const satisfies readonly (keyof LoggedRequest)[];

/**
 * All calls of this org that are kept one by one and match, newest first, piece by piece: as many as there are, a hundred
 * held at a time. CSV, or one JSON object a line. `weight` says how many calls a row stands for.
 * @throws {DomainError} As `listRequests`; before the first piece for what is wrong with the filter.
 */
export async function exportRequests(
  ctx: OrgContext,
  filter: RequestsFilter,
  format: UsageExport["format"],
): Promise<AsyncGenerator<string>> {
  requirePermission(ctx, "usage:read");
  const query = { ...filter, limit: MAX_REQUESTS };
  return lines(ctx, query, format, await listRequests(ctx, query));
}

async function* lines(
  ctx: OrgContext,
  query: RequestsQuery,
  format: UsageExport["format"],
  first: RequestsPage,
): AsyncGenerator<string> {
  if (format === "csv") yield csvLine(COLUMNS);
  for (let page = first; ; page = await listRequests(ctx, { ...query, after: page.next })) {
    yield page.requests.map((request) => lineOf(request, format)).join("");
    if (page.next === null) return;
  }
}

function lineOf(request: LoggedRequest, format: UsageExport["format"]): string {
  if (format === "json") return `${JSON.stringify(request)}\n`;
  return csvLine(
    COLUMNS.map((name) => {
      const value = request[name];
      return Array.isArray(value) ? value.join("+") : (value as string | number);
    }),
  );
}
