import { staffRoute } from "@/lib/actions/staff-route";
import { listNotices } from "@/lib/notices/list";

/** What the staff's bell polls. `?after=<next>` pages on. */
export const GET = staffRoute({ permission: "orgs:read" }, ({ ctx, search }) =>
  listNotices(ctx, search.get("after"), { audience: "staff" }),
);
