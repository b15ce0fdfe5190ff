import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { csvLine } from "@/lib/std/csv";
import type { UsageExport } from "./export-schemas";
import { type RequestsPage, readRequests } from "./list-requests";
import type { LoggedRequest, RequestsFilter } from "./request-schemas";

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

/** Read at a time: enough that asking costs little beside reading. */
const PAGE = 1_000;

/**
 * All calls of this org that are kept one by one and match, newest first, piece by piece: as many as there are, a thousand
 * held at a time. CSV, or one JSON object a line. `weight` says how many calls a row stands for.
 * @throws {DomainError} As `listRequests`; before the first piece for what is wrong with the filter.
 */
export async function exportRequests(
  ctx: OrgContext,
  filter: RequestsFilter,
  format: UsageExport["format"],
): Promise<AsyncGenerator<string>> {
  requirePermission(ctx, "usage:read");
  const query = { ...filter, limit: PAGE };
  return lines(ctx, query, format, await readRequests(ctx, query));
}

async function* lines(
  ctx: OrgContext,
  query: Parameters<typeof readRequests>[1],
  format: UsageExport["format"],
  first: RequestsPage,
): AsyncGenerator<string> {
  if (format === "csv") yield csvLine(COLUMNS);
  for (let page = first; ; page = await readRequests(ctx, { ...query, after: page.next })) {
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
