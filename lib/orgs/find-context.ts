import { hasSecondFactor } from "@/lib/accounts/second-factor/has";
import { db } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import type { MemberContext, UserContext } from "./context";

const ORG = { id: true, slug: true, name: true, type: true, requireSecondFactor: true } as const;

/**
 * The person's place in the org with this slug; null for strangers and unknown slugs alike. The way into an organization for
 * every page, action and route of a browser.
 * @throws {DomainError} `second_factor_required` for a member without one, where the organization asks for it.
 */
export async function findOrgContext(ctx: UserContext, slug: string): Promise<MemberContext | null> {
  if (typeof slug !== "string") return null;
  const membership = await db.membership.findFirst({
    where: { userId: ctx.actor.id, org: { slug } },
    select: { role: true, org: { select: ORG } },
  });
  if (membership === null) return null;
  const { requireSecondFactor, ...org } = membership.org;
  if (requireSecondFactor && !(await hasSecondFactor(ctx.actor.id)))
    throw new DomainError("second_factor_required");
  const { requestId, ip, userAgent, now, actor, sessionId } = ctx;
  return { requestId, ip, userAgent, now, actor, sessionId, role: membership.role, org };
}
