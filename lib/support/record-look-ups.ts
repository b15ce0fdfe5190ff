import { type AuditEvent, emitAudit } from "@/lib/audit/emit";
import type { Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import type { StaffContext } from "@/lib/orgs/context";

/** A customer's thing that staff got to see. */
export type Seen = { orgId: string } & (
  | { kind: "key"; keyId: string }
  | { kind: "member"; userId: string }
  | { kind: "invite"; inviteId: string }
  | { kind: "call"; requestId: string }
  | { kind: "org" }
);

/** Reloading a page, or coming back to it after an action, is no second look. */
const SAME_LOOK_MS = 15 * 60_000;

/**
 * Writes into each customer's own audit log what was looked at, and for which ticket, in one transaction: when it fails,
 * nothing may be shown.
 *
 * The same thing looked at by the same person for the same ticket within a quarter of an hour is written once.
 */
export async function recordLookUps(ctx: StaffContext, ticket: string, seen: readonly Seen[]): Promise<void> {
  if (seen.length === 0) return;
  // Always in this order, so that two searches that find the same customers do not wait for each other in a circle.
  const ordered = seen.toSorted((a, b) => (a.orgId < b.orgId ? -1 : a.orgId > b.orgId ? 1 : 0));
  await withTransaction(async (tx) => {
    for (const one of ordered) {
      const event = eventOf(one, `Ticket ${ticket}`);
      if (await isRecent(tx, ctx, one.orgId, event)) continue;
      await emitAudit(tx, { ...ctx, org: { id: one.orgId } }, event);
    }
  });
}

function eventOf(seen: Seen, reason: string): AuditEvent & { reason: string } {
  switch (seen.kind) {
    case "key":
      return { action: "key.looked_up", targetType: "key", targetId: seen.keyId, reason };
    case "member":
      return { action: "member.looked_up", targetType: "user", targetId: seen.userId, reason };
    case "invite":
      return { action: "member.invite_looked_up", targetType: "invite", targetId: seen.inviteId, reason };
    case "call":
      return { action: "org.call_looked_up", targetType: "request", targetId: seen.requestId, reason };
    case "org":
      return { action: "org.looked_up", targetType: "org", targetId: seen.orgId, reason };
  }
}

async function isRecent(
  tx: Tx,
  ctx: StaffContext,
  chain: string,
  { action, targetId, reason }: AuditEvent & { reason: string },
): Promise<boolean> {
  const since = new Date(ctx.now.getTime() - SAME_LOOK_MS);
  const row = await tx.auditEntry.findFirst({
    where: { chain, targetId, action, actorId: ctx.actor.id, reason, at: { gt: since } },
    select: { seq: true },
  });
  return row !== null;
}
