import { KeyUsageQuery, KeyUsageReport, keyUsage } from "@/lib/usage/key-usage";
import { type Route, readRoute } from "../route";
import { KeyParams } from "./key-params";

const usage = readRoute({
  method: "GET",
  path: "/keys/{keyId}/usage",
  operationId: "getKeyUsage",
  group: "Usage",
  summary: "Get a key's usage",
  description:
    "Counted calls in `[from, to)`, refusals included, per minute (up to a day), hour (up to 31 days) or day (up to 366 days, UTC). The series adds up to the totals.",
  scope: "usage:read",
  params: KeyParams,
  query: KeyUsageQuery,
  answer: KeyUsageReport,
  errors: ["not_found", "range_too_wide"],
  run: async ({ ctx, params, query }) => ({ body: await keyUsage(ctx, params, query) }),
});

/** What a key was used for. */
export const USAGE_ROUTES: readonly Route[] = [usage];
