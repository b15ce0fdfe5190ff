import { type AuditContext, type AuditEvent, emitAudit } from "@/lib/audit/emit";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { newId } from "@/lib/std/id";

/** A request after a change, in the version its next change has to name. */
export type QpsVersion = { id: string; version: number };

type What = Omit<AuditEvent, "targetType" | "targetId" | "reason"> & { reason?: string };

/** Writes a change of a locked request: a new version, and the row in its organization's audit log. */
export async function saveRequest(
  tx: Tx,
  ctx: AuditContext,
  request: { id: string; orgId: string },
  data: Prisma.QpsRequestUncheckedUpdateInput,
  what: What,
): Promise<QpsVersion> {
  const saved = await tx.qpsRequest.update({
    where: { id: request.id },
    data: { ...data, version: { increment: 1 }, updatedAt: ctx.now },
    select: { id: true, version: true },
  });
  await auditRequest(tx, ctx, request, what);
  return saved;
}

/** The row in the audit log of the request's organization, by whomever. */
export function auditRequest(
  tx: Tx,
  ctx: AuditContext,
  request: { id: string; orgId: string },
  { reason, ...event }: What,
): Promise<void> {
  return emitAudit(
    tx,
    { ...ctx, org: { id: request.orgId } },
    {
      ...event,
      targetType: "qps_request",
      targetId: request.id,
      ...(reason === undefined || reason === "" ? {} : { reason }),
    },
  );
}

type Said = {
  requestId: string;
  at: Date;
  authorId: string;
  isStaff: boolean;
  kind: "question" | "answer" | "comment";
  body: string;
};

/** Adds to what was said about a request. */
export async function addMessage(tx: Tx, said: Said): Promise<void> {
  await tx.qpsMessage.create({ data: { id: newId("qpsMessage"), ...said }, select: { id: true } });
}
