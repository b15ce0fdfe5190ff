import { orgRoute } from "@/lib/actions/org-route";
import { parseUsageQuery, usageReport } from "@/lib/usage/report";

/** What Analytics polls. Parameters as in `toSearchParams`; answers a `UsageReport`. */
export const GET = orgRoute({ permission: "usage:read" }, ({ ctx, search }) =>
  usageReport(ctx, parseUsageQuery(search)),
);
