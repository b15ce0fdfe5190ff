import { orgRoute } from "@/lib/actions/org-route";
import { parseRotationQuery, rotationReport } from "@/lib/usage/rotation-report";

/** What the rotation page polls: `?range=hour|rotation&timeZone=…`; answers a `RotationReport`. */
export const GET = orgRoute<unknown, { org: string; keyId: string }>(
  { permission: "usage:read" },
  ({ ctx, params, search }) => rotationReport(ctx, params.keyId, parseRotationQuery(search)),
);
