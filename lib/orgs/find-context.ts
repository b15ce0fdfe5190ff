import { hasSecondFactor } from "@/lib/accounts/second-factor/has";
import { db } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import type { MemberContext, UserContext } from "./context";
import { findViewedOrg } from "./find-viewed-org";

const ORG = { id: true, slug: true, name: true, type: true, requireSecondFactor: true } as const;

/**
 * The person's place in the org with this slug; null for strangers and unknown slugs alike. The way into an organization for
 * every page, action and route of a browser.
 *
 * A member of staff who looks at a customer's dashboard is a viewer there, and the context says so (`staffView`).
 * @throws {DomainError} `second_factor_required` for a member without one, where the organization asks for it.
 */
export async function findOrgContext(ctx: UserContext, slug: string): Promise<MemberContext | null> {
  if (typeof slug !== "string") return null;
  const membership = await db.membership.findFirst({
    where: { userId: ctx.actor.id, org: { slug } },
    select: { role: true, org: { select: ORG } },
  });
  if (membership === null) return asStaff(ctx, slug);
  const { requireSecondFactor, ...org } = membership.org;
  if (requireSecondFactor && !(await hasSecondFactor(ctx.actor.id)))
    throw new DomainError("second_factor_required");
  const { requestId, ip, userAgent, now, actor, sessionId } = ctx;
  return { requestId, ip, userAgent, now, actor, sessionId, role: membership.role, org };
}

async function asStaff(ctx: UserContext, slug: string): Promise<MemberContext | null> {
  const viewed = await findViewedOrg(ctx, slug);
  if (viewed === null) return null;
  const { requestId, ip, userAgent, now, actor, sessionId } = ctx;
  const { org, view } = viewed;
  return { requestId, ip, userAgent, now, actor, sessionId, role: "viewer", org, staffView: view };
}
