import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { csvLine } from "@/lib/std/csv";
import type { UsageExport } from "./export-schemas";
import { listRequests } from "./list-requests";
import { type LoggedRequest, MAX_REQUESTS, type RequestsFilter } from "./request-schemas";

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
export async function* exportRequests(
  ctx: OrgContext,
  filter: RequestsFilter,
  format: UsageExport["format"],
): AsyncGenerator<string> {
  requirePermission(ctx, "usage:read");
  if (format === "csv") yield csvLine(COLUMNS);
  for (let after: string | null = ""; after !== null; ) {
    const query = { ...filter, limit: MAX_REQUESTS, ...(after === "" ? {} : { after }) };
    const page = await listRequests(ctx, query);
    yield page.requests.map((request) => lineOf(request, format)).join("");
    after = page.next;
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
