import type { OrgContext, StaffContext } from "@/lib/orgs/context";

/**
 * The context with which staff read a customer's things: a viewer of that organization, and never more. What a viewer may not
 * see or do, no verb lets support see or do through it.
 */
export function customerEyes(ctx: StaffContext, org: OrgContext["org"]): OrgContext {
  const { requestId, ip, userAgent, now, actor } = ctx;
  return { requestId, ip, userAgent, now, actor, role: "viewer", org };
}
