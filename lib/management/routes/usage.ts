import { z } from "zod";
import { groupedUsage } from "@/lib/usage/grouped";
import { GroupedUsage, GroupedUsageQuery } from "@/lib/usage/grouped-schemas";
import { type Route, readRoute } from "../route";

const grouped = readRoute({
  method: "GET",
  path: "/usage",
  operationId: "getUsage",
  group: "Usage",
  summary: "Get usage in groups",
  description:
    "Counted calls of the organization in `[from, to)`, refusals included, added up by one to three of key, product, class, status, code, country and day or hour (UTC): at most 366 days, 31 by the hour, and 10,000 groups. What is more answers `range_too_wide`. Groups without calls are left out; the others add up to `requests`.",
  scope: "usage:read",
  params: z.strictObject({}),
  query: GroupedUsageQuery,
  answer: GroupedUsage,
  errors: ["not_found", "range_too_wide"],
  run: async ({ ctx, query }) => ({ body: await groupedUsage(ctx, query) }),
});

/** What the organization was used for. */
export const GROUPED_USAGE_ROUTES: readonly Route[] = [grouped];
