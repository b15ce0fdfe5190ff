import { orgRoute } from "@/lib/actions/org-route";
import { parseCycleQuery, usageCycle } from "@/lib/usage/cycle";

/** `?key=…&month=…`: quotas and what the month comes to; answers a `UsageCycle`. */
export const GET = orgRoute({ permission: "usage:read" }, ({ ctx, search }) =>
  usageCycle(ctx, parseCycleQuery(search)),
);
