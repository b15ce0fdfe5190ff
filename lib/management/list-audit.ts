import { z } from "zod";
import { db } from "@/lib/db/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { decodeCursor } from "./cursor";
import { cutPage } from "./page";

/** An entry of the audit log as the API shows it. */
export const AuditItem = z
  .object({
    seq: z.int().meta({ description: "Its place in the organization's log, from 1 without gaps." }),
    at: z.iso.datetime(),
    actor: z.object({
      type: z.string().meta({ example: "user" }),
      id: z.string(),
      name: z.string().nullable(),
    }),
    action: z.string().meta({ example: "key.rotated" }),
    target: z.object({ type: z.string(), id: z.string() }),
    before: z.unknown().meta({ description: "What was there, as far as it changed." }),
    after: z.unknown(),
    reason: z.string().nullable(),
    ip: z.string(),
    userAgent: z.string(),
    requestId: z.string(),
  })
  .meta({ id: "AuditEntry" });
export type AuditItem = z.output<typeof AuditItem>;

type Query = {
  action?: string | undefined;
  targetId?: string | undefined;
  actorId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};

/** A page of the organization's audit log, the newest first. */
export async function listAuditItems(
  ctx: OrgContext,
  { cursor, limit, ...filter }: Query,
): Promise<{ data: AuditItem[]; nextCursor: string | null }> {
  requirePermission(ctx, "audit:read");
  const { action, targetId, actorId, from, to } = filter;
  const list = [ctx.org.id, "audit", action, targetId, actorId, from, to];
  const before = cursor === undefined ? undefined : BigInt(decodeCursor(list, cursor)[0]);
  const rows = await db.auditEntry.findMany({
    where: {
      chain: ctx.org.id,
      ...(before === undefined ? {} : { seq: { lt: before } }),
      ...(action === undefined ? {} : { action }),
      ...(targetId === undefined ? {} : { targetId }),
      ...(actorId === undefined ? {} : { actorId }),
      ...(from === undefined && to === undefined
        ? {}
        : { at: { ...(from && { gte: new Date(from) }), ...(to && { lt: new Date(to) }) } }),
    },
    select: {
      seq: true,
      at: true,
      actorType: true,
      actorId: true,
      action: true,
      targetType: true,
      targetId: true,
      before: true,
      after: true,
      reason: true,
      ip: true,
      userAgent: true,
      requestId: true,
    },
    orderBy: { seq: "desc" },
    take: limit + 1,
  });
  const { page, nextCursor } = cutPage(rows, limit, list, ({ seq }) => [String(seq), ""]);
  const names = await namesOf(page.map(({ actorId: id }) => id));
  return {
    data: page.map(({ seq, at, actorType, actorId: id, targetType, targetId: target, ...entry }) => ({
      ...entry,
      seq: Number(seq),
      at: at.toISOString(),
      actor: { type: actorType, id, name: names.get(id) ?? null },
      target: { type: targetType, id: target },
    })),
    nextCursor,
  };
}

async function namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const where = { id: { in: [...new Set(ids)] } };
  const select = { id: true, name: true } as const;
  const people = await db.user.findMany({ where, select });
  const tokens = await db.managementToken.findMany({ where, select });
  return new Map([...people, ...tokens].map(({ id, name }) => [id, name]));
}
