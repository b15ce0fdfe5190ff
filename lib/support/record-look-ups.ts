import { type AuditEvent, emitAudits } from "@/lib/audit/emit";
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
  const events = new Map<string, LookEvent[]>();
  for (const one of seen) {
    events.set(one.orgId, [...(events.get(one.orgId) ?? []), eventOf(one, `Ticket ${ticket}`)]);
  }
  await withTransaction(async (tx) => {
    const written = await recent(tx, ctx, events);
    // Always in this order, so that two searches that find the same customers do not wait for each other in a circle.
    for (const orgId of [...events.keys()].sort()) {
      const fresh = (events.get(orgId) ?? []).filter((event) => !written.has(nameOf(orgId, event)));
      await emitAudits(tx, { ...ctx, org: { id: orgId } }, fresh);
    }
  });
}

type LookEvent = AuditEvent & { reason: string };

function eventOf(seen: Seen, reason: string): LookEvent {
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

/** What of it this person has seen a moment ago, for the same ticket. */
async function recent(
  tx: Tx,
  ctx: StaffContext,
  events: ReadonlyMap<string, readonly LookEvent[]>,
): Promise<ReadonlySet<string>> {
  const all = [...events.values()].flat();
  const rows = await tx.auditEntry.findMany({
    where: {
      chain: { in: [...events.keys()] },
      targetId: { in: all.map(({ targetId }) => targetId) },
      actorId: ctx.actor.id,
      reason: { in: all.map(({ reason }) => reason) },
      at: { gt: new Date(ctx.now.getTime() - SAME_LOOK_MS) },
    },
    select: { chain: true, action: true, targetId: true },
  });
  return new Set(rows.map((row) => nameOf(row.chain, row)));
}

function nameOf(chain: string, { action, targetId }: Pick<AuditEvent, "action" | "targetId">): string {
  return `${chain} ${action} ${targetId}`;
}
