import { emitAudit } from "@/lib/audit/emit";
import type { Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { type OrgTicketInput, VIEW_MINUTES } from "./schemas";

/** Where to look, and until when (ISO 8601). */
export type StartedView = { orgSlug: string; expiresAt: string };

/**
 * Lets this session, and no other one of the same person, see a customer's dashboard with a viewer's eyes for `VIEW_MINUTES`.
 * It changes nothing there: every action is refused. One view at a time: another one that is under way ends.
 *
 * Beginning and end are in the customer's audit log, with the ticket.
 * @throws {DomainError} `forbidden`; `not_found`; `conflict` for a member of that organization, who sees it anyway.
 */
export async function startStaffView(
  ctx: StaffContext,
  { orgId, ticket }: OrgTicketInput,
): Promise<StartedView> {
  requireStaff(ctx, "support:view_as");
  const { sessionId } = ctx;
  if (sessionId === undefined) throw new DomainError("forbidden");
  const expiresAt = new Date(ctx.now.getTime() + VIEW_MINUTES * 60_000);
  const orgSlug = await withTransaction(async (tx) => {
    const org = await tx.org.findUnique({ where: { id: orgId }, select: { slug: true } });
    if (org === null) throw new DomainError("not_found");
    const member = await tx.membership.count({ where: { orgId, userId: ctx.actor.id } });
    if (member > 0) {
      throw new DomainError("conflict", {
        message: "You are a member of this organization and see it anyway.",
      });
    }
    await endViews(tx, ctx, sessionId);
    const id = newId("staffView");
    await tx.staffView.create({
      data: { id, sessionId, userId: ctx.actor.id, orgId, ticket, startedAt: ctx.now, expiresAt },
      select: { id: true },
    });
    await emitAudit(
      tx,
      { ...ctx, org: { id: orgId } },
      {
        action: "org.view_started",
        targetType: "org",
        targetId: orgId,
        after: { until: expiresAt },
        reason: `Ticket ${ticket}`,
      },
    );
    return org.slug;
  });
  return { orgSlug, expiresAt: expiresAt.toISOString() };
}

/**
 * Ends this session's view of a customer's dashboard. One that is over already stays over.
 * @throws {DomainError} `forbidden`.
 */
export async function endStaffView(ctx: StaffContext): Promise<void> {
  requireStaff(ctx, "support:view_as");
  const { sessionId } = ctx;
  if (sessionId === undefined) return;
  await withTransaction((tx) => endViews(tx, ctx, sessionId));
}

async function endViews(tx: Tx, ctx: StaffContext, sessionId: string): Promise<void> {
  const ended = await tx.staffView.updateManyAndReturn({
    where: { sessionId, endedAt: null, expiresAt: { gt: ctx.now } },
    data: { endedAt: ctx.now },
    select: { orgId: true, ticket: true },
  });
  for (const { orgId, ticket } of ended) {
    await emitAudit(
      tx,
      { ...ctx, org: { id: orgId } },
      { action: "org.view_ended", targetType: "org", targetId: orgId, reason: `Ticket ${ticket}` },
    );
  }
}
