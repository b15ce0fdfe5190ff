import { db } from "@/lib/db/client";
import type { RequestContext, UserActor } from "@/lib/orgs/context";
import type { NoticeScope } from "./kind";
import { kindsFor } from "./kinds";
import type { MarkNoticesReadInput } from "./schemas";

/**
 * Marks notices of the caller as read: those named, and all that were there `until` a moment. Somebody else's stay as they
 * are. Changes nothing of any organization, hence no audit row.
 * @returns How many were unread before.
 */
export async function markNoticesRead(
  ctx: RequestContext & { actor: UserActor },
  { ids, until }: MarkNoticesReadInput,
  scope: NoticeScope = { audience: "members" },
): Promise<number> {
  const { count } = await db.notice.updateMany({
    where: {
      userId: ctx.actor.id,
      readAt: null,
      // What somebody is told as staff has a bell of its own.
      kind: { in: kindsFor(scope.audience) },
      ...("orgId" in scope && scope.orgId !== undefined ? { orgId: scope.orgId } : {}),
      OR: [{ id: { in: ids } }, ...(until === null ? [] : [{ createdAt: { lte: new Date(until) } }])],
    },
    data: { readAt: ctx.now },
  });
  return count;
}
