import { db } from "@/lib/db/client";
import type { MemberContext, UserContext } from "./context";

/** The person's place in the org with this slug; null for strangers and unknown slugs alike. */
export async function findOrgContext(ctx: UserContext, slug: string): Promise<MemberContext | null> {
  if (typeof slug !== "string") return null;
  const membership = await db.membership.findFirst({
    where: { userId: ctx.actor.id, org: { slug } },
    select: { role: true, org: { select: { id: true, slug: true, name: true, type: true } } },
  });
  if (membership === null) return null;
  const { requestId, ip, userAgent, now, actor, sessionId } = ctx;
  return { requestId, ip, userAgent, now, actor, sessionId, role: membership.role, org: membership.org };
}
