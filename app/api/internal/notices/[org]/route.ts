import { orgRoute } from "@/lib/actions/org-route";
import { listNotices } from "@/lib/notices/list";

/** What the bell polls, from any page of an organization: the caller's notices of all theirs. `?after=<next>` pages on. */
export const GET = orgRoute({ permission: "keys:read" }, ({ ctx, search }) =>
  listNotices(ctx, search.get("after")),
);
