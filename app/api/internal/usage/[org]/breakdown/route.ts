import { orgRoute } from "@/lib/actions/org-route";
import { usageBreakdown } from "@/lib/usage/breakdown";
import { parseUsageQuery } from "@/lib/usage/report";

/** What Analytics shows below its four numbers. Parameters as in `toSearchParams`; answers a `UsageBreakdown`. */
export const GET = orgRoute({ permission: "usage:read" }, ({ ctx, search }) =>
  usageBreakdown(ctx, parseUsageQuery(search)),
);
