import { emitAudit } from "@/lib/audit/emit";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { withTransaction } from "@/lib/db/transaction";
import { redact } from "@/lib/edge/redact";
import { DomainError } from "@/lib/errors/domain-error";
import { notifyStaff } from "@/lib/notices/notify-staff";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import type { EscalationRef, NoteInput } from "./schemas";

/** What support wrote down. Times are ISO 8601. */
export type Note = {
  id: string;
  at: string;
  ticket: string;
  body: string;
  author: string;
  keyId: string | null;
  isEscalation: boolean;
  resolvedAt: string | null;
};

/** An escalation nobody has dealt with, with the customer it is about. */
export type OpenEscalation = Note & { org: { id: string; name: string } };

const NOTES_MAX = 50;

/**
 * Writes a note about a customer or one of its keys, which the customer never sees. What is shaped like one of our secrets is
 * replaced. An escalation tells every operator, and stays open until one of them resolves it.
 * @throws {DomainError} `forbidden`; `not_found` for an unknown customer, or a key that is not that customer's.
 */
export async function writeNote(ctx: StaffContext, input: NoteInput): Promise<{ noteId: string }> {
  requireStaff(ctx, "support:act");
  const { orgId, keyId, ticket, isEscalation } = input;
  const noteId = newId("supportNote");
  await withTransaction(async (tx) => {
    const org = await tx.org.findUnique({ where: { id: orgId }, select: { name: true } });
    if (org === null) throw new DomainError("not_found");
    if (keyId !== null && (await tx.key.count({ where: { id: keyId, orgId } })) === 0)
      throw new DomainError("not_found");
    await tx.supportNote.create({
      data: {
        id: noteId,
        orgId,
        keyId,
        ticket,
        body: redact(input.body),
        authorId: ctx.actor.id,
        at: ctx.now,
        isEscalation,
      },
      select: { id: true },
    });
    // In the provider's own chain: a customer's would show that there is one.
    await emitAudit(tx, ctx, {
      action: isEscalation ? "support.escalated" : "support.note_written",
      targetType: "support_note",
      targetId: noteId,
      after: { orgId, keyId },
      reason: `Ticket ${ticket}`,
    });
    if (!isEscalation) return;
    await notifyStaff(tx, {
      permission: "orgs:manage",
      exceptUserIds: [ctx.actor.id],
      orgId,
      kind: "support.escalated",
      subject: noteId,
      occurrence: noteId,
      data: { orgName: org.name, ticket, escalatedBy: ctx.actor.name },
      at: ctx.now,
    });
  });
  return { noteId };
}

/**
 * Says that an operator has dealt with an escalation.
 * @throws {DomainError} `forbidden`; `not_found` for a note that is no open escalation.
 */
export async function resolveEscalation(ctx: StaffContext, { noteId }: EscalationRef): Promise<void> {
  requireStaff(ctx, "orgs:manage");
  await withTransaction(async (tx) => {
    const { count } = await tx.supportNote.updateMany({
      where: { id: noteId, isEscalation: true, resolvedAt: null },
      data: { resolvedAt: ctx.now, resolvedById: ctx.actor.id },
    });
    if (count === 0) throw new DomainError("not_found");
    await emitAudit(tx, ctx, {
      action: "support.escalation_resolved",
      targetType: "support_note",
      targetId: noteId,
    });
  });
}

/** Notes about a customer, the newest first; about one of its keys alone when that is named. */
export async function listNotes(
  ctx: StaffContext,
  about: { orgId: string; keyId?: string },
): Promise<Note[]> {
  requireStaff(ctx, "support:look_up");
  return (await notesWhere({ ...about })).map(({ org: _, ...note }) => note);
}

/** Escalations nobody has dealt with, the oldest first. */
export async function listOpenEscalations(ctx: StaffContext): Promise<OpenEscalation[]> {
  requireStaff(ctx, "support:look_up");
  return (await notesWhere({ isEscalation: true, resolvedAt: null })).reverse();
}

async function notesWhere(where: Prisma.SupportNoteWhereInput): Promise<OpenEscalation[]> {
  const rows = await db.supportNote.findMany({
    where,
    select: {
      id: true,
      orgId: true,
      keyId: true,
      at: true,
      ticket: true,
      body: true,
      authorId: true,
      isEscalation: true,
      resolvedAt: true,
    },
    orderBy: [{ at: "desc" }, { id: "asc" }],
    take: NOTES_MAX,
  });
  const [people, orgs] = await Promise.all([
    db.user.findMany({
      where: { id: { in: rows.map(({ authorId }) => authorId) } },
      select: { id: true, name: true },
    }),
    db.org.findMany({
      where: { id: { in: rows.map(({ orgId }) => orgId) } },
      select: { id: true, name: true },
    }),
  ]);
  const names = new Map([...people, ...orgs].map(({ id, name }) => [id, name]));
  return rows.map(({ orgId, authorId, at, resolvedAt, ...note }) => ({
    ...note,
    at: at.toISOString(),
    author: names.get(authorId) ?? "A former colleague",
    resolvedAt: resolvedAt?.toISOString() ?? null,
    org: { id: orgId, name: names.get(orgId) ?? orgId },
  }));
}
