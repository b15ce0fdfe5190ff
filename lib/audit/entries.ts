import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { AuditFilter } from "./schemas";

export const ENTRY_SELECT = {
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
} as const satisfies Prisma.AuditEntrySelect;

type EntryRow = Prisma.AuditEntryGetPayload<{ select: typeof ENTRY_SELECT }>;

/** An entry of the audit log, with the names that its actor and its target have now. */
export type AuditItem = {
  seq: string;
  /** ISO 8601. */
  at: string;
  actor: { type: string; id: string; name: string | null };
  action: string;
  /** `exists`: there is a page about it. */
  target: { type: string; id: string; name: string | null; exists: boolean };
  before: unknown;
  after: unknown;
  reason: string | null;
  ip: string;
  userAgent: string;
  requestId: string;
};

/** The filter as a condition on one organization's chain. */
export function auditWhere(
  orgId: string,
  { actor, action, target, from, to }: AuditFilter,
): Prisma.AuditEntryWhereInput {
  return {
    chain: orgId,
    ...(actor === undefined ? {} : { actorId: actor }),
    ...(target === undefined ? {} : { targetId: target }),
    ...(action === undefined ? {} : { action: action.endsWith(".") ? { startsWith: action } : action }),
    ...(from === undefined && to === undefined
      ? {}
      : { at: { ...(from && { gte: new Date(from) }), ...(to && { lt: new Date(to) }) } }),
  };
}

/**
 * Gives rows the names of who acted and of what it was done to. Keys, tokens, invitations and webhooks of other organizations are
 * not looked at; the provider's staff act without their names.
 */
export async function withNames(orgId: string, rows: readonly EntryRow[]): Promise<AuditItem[]> {
  const ids = (type: string) => rows.filter((row) => row.targetType === type).map(({ targetId }) => targetId);
  const select = { id: true, name: true } as const;
  const mine = (wanted: string[]) => ({ orgId, id: { in: [...new Set(wanted)] } });
  const [people, keys, tokens, invites, webhooks] = await Promise.all([
    db.user.findMany({
      where: { id: { in: [...new Set([...rows.map(({ actorId }) => actorId), ...ids("user")])] } },
      select: { ...select, staffRole: true },
    }),
    db.key.findMany({ where: mine(ids("key")), select: { ...select, deletedAt: true } }),
    db.managementToken.findMany({
      where: mine([...rows.map(({ actorId }) => actorId), ...ids("management_token")]),
      select,
    }),
    db.invite.findMany({ where: mine(ids("invite")), select: { id: true, email: true } }),
    db.webhook.findMany({ where: mine(ids("webhook")), select }),
  ]);
  const names = new Map<string, string>([
    ...people.map(({ id, name, staffRole }) => [id, staffRole === null ? name : "Provider staff"] as const),
    ...keys.map(({ id, name }) => [id, name] as const),
    ...[...tokens, ...webhooks].map(({ id, name }) => [id, name] as const),
    ...invites.map(({ id, email }) => [id, email] as const),
  ]);
  const living = new Set(keys.filter(({ deletedAt }) => deletedAt === null).map(({ id }) => id));
  return rows.map(({ seq, at, actorType, actorId, targetType, targetId, ...rest }) => ({
    seq: String(seq),
    at: at.toISOString(),
    actor: { type: actorType, id: actorId, name: names.get(actorId) ?? null },
    target: {
      type: targetType,
      id: targetId,
      name: names.get(targetId) ?? null,
      exists: living.has(targetId),
    },
    ...rest,
  }));
}
