import { hasSecondFactor } from "@/lib/accounts/second-factor/has";
import { db } from "@/lib/db/client";
import { staffCan } from "@/lib/members/permissions";
import type { OrgContext, UserContext } from "./context";

/** What a member of staff sees of a customer, and under which look. */
export type ViewedOrg = { org: OrgContext["org"]; view: NonNullable<OrgContext["staffView"]> };

/**
 * The customer with this slug, as far as this very session has a look at its dashboard under way; `null` otherwise, also once
 * the person is no staff any more or has no second factor.
 */
export async function findViewedOrg(ctx: UserContext, slug: string): Promise<ViewedOrg | null> {
  const views = await db.staffView.findMany({
    where: { sessionId: ctx.sessionId, userId: ctx.actor.id, endedAt: null, expiresAt: { gt: ctx.now } },
    select: { orgId: true, ticket: true, expiresAt: true },
  });
  if (views.length === 0) return null;
  const [org, person] = await Promise.all([
    db.org.findFirst({
      where: { slug, id: { in: views.map(({ orgId }) => orgId) } },
      select: { id: true, slug: true, name: true, type: true },
    }),
    db.user.findUnique({ where: { id: ctx.actor.id }, select: { staffRole: true, disabledAt: true } }),
  ]);
  const view = views.find(({ orgId }) => orgId === org?.id);
  const role = person?.disabledAt === null ? person.staffRole : null;
  if (org === null || view === undefined || role === null) return null;
  if (!staffCan(role, "support:view_as") || !(await hasSecondFactor(ctx.actor.id))) return null;
  return { org, view: { ticket: view.ticket, expiresAt: view.expiresAt.toISOString() } };
}
