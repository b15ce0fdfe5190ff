import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { DomainError } from "@/lib/errors/domain-error";
import { readCursor, writeCursor } from "@/lib/lists/cursor-text";
import { can } from "@/lib/members/permissions";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { ALERT_KIND_NAMES, alertKindOf, alertWords } from "./kinds";
import type { AlertItem, AlertView, ListAlertsQuery } from "./schemas";

const PAGE = 25;

const SELECT = {
  id: true,
  kind: true,
  keyId: true,
  at: true,
  endedAt: true,
  data: true,
  acknowledgedAt: true,
  acknowledgedById: true,
} as const satisfies Prisma.AlertSelect;

type Row = Prisma.AlertGetPayload<{ select: typeof SELECT }>;
type KeyRow = { id: string; name: string; createdById: string; deletedAt: Date | null };

/** Alerts of the organization, the newest first, and how many of all wait for somebody. */
export type AlertsPage = { alerts: AlertItem[]; next: string | null; open: number };

/**
 * What the watch over the organization's calls has found.
 * @throws {DomainError} `forbidden`; `invalid_input` for a cursor that is none.
 */
export async function listAlerts(ctx: OrgContext, query: ListAlertsQuery): Promise<AlertsPage> {
  requirePermission(ctx, "usage:read");
  const { view, kind, keyId, after } = query;
  const list = ["alerts", ctx.org.id, view, kind, keyId];
  const known = { orgId: ctx.org.id, kind: { in: [...ALERT_KIND_NAMES] } };
  const [rows, open] = await Promise.all([
    db.alert.findMany({
      where: {
        ...known,
        ...ofView(view),
        ...(keyId === null ? {} : { keyId }),
        AND: [kind === null ? {} : { kind }, after === null ? {} : beyond(list, after)],
      },
      select: SELECT,
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: PAGE + 1,
    }),
    db.alert.count({ where: { ...known, acknowledgedAt: null } }),
  ]);
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  return {
    alerts: await toItems(ctx, page),
    next: rows.length > PAGE && last ? writeCursor(list, [last.at.toISOString(), last.id]) : null,
    open,
  };
}

/** The labels of all kinds, for a filter. */
export function alertKindChoices(): { kind: string; label: string }[] {
  return ALERT_KIND_NAMES.map((kind) => ({ kind, label: alertKindOf(kind)?.label ?? kind }));
}

function ofView(view: AlertView): Prisma.AlertWhereInput {
  if (view === "all") return {};
  return view === "open" ? { acknowledgedAt: null } : { acknowledgedAt: { not: null } };
}

function beyond(list: readonly unknown[], after: string): Prisma.AlertWhereInput {
  const [iso, id] = readCursor(list, after) ?? [];
  if (iso === undefined || id === undefined) {
    throw new DomainError("invalid_input", { fields: { after: ["This is not a page of alerts."] } });
  }
  const at = new Date(iso);
  return { OR: [{ at: { lt: at } }, { at, id: { lt: id } }] };
}

async function toItems(ctx: OrgContext, rows: readonly Row[]): Promise<AlertItem[]> {
  const [keys, people] = await Promise.all([
    db.key.findMany({
      where: { orgId: ctx.org.id, id: { in: rows.map(({ keyId }) => keyId) } },
      select: { id: true, name: true, createdById: true, deletedAt: true },
    }),
    db.user.findMany({
      where: { id: { in: rows.flatMap(({ acknowledgedById }) => acknowledgedById ?? []) } },
      select: { id: true, name: true },
    }),
  ]);
  const keyOf = new Map(keys.map((key) => [key.id, key]));
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  return rows.flatMap((row) => toItem(ctx, row, keyOf.get(row.keyId) ?? null, nameOf) ?? []);
}

function toItem(
  ctx: OrgContext,
  row: Row,
  key: KeyRow | null,
  nameOf: ReadonlyMap<string, string>,
): AlertItem | null {
  const kind = alertKindOf(row.kind);
  const words = alertWords({ kind: row.kind, keyName: key?.name ?? "A purged key", data: row.data });
  if (kind === null || words === null) return null;
  const { acknowledgedAt, acknowledgedById, endedAt } = row;
  return {
    id: row.id,
    kind: row.kind,
    label: kind.label,
    key: key === null ? null : { id: key.id, name: key.name, isInTrash: key.deletedAt !== null },
    ...words,
    at: row.at.toISOString(),
    ends: kind.ends,
    endedAt: endedAt?.toISOString() ?? null,
    aside:
      acknowledgedAt === null
        ? null
        : { at: acknowledgedAt.toISOString(), by: nameOf.get(acknowledgedById ?? "") ?? null },
    isLearned: isLearned(row.data),
    canAnswer:
      ctx.staffView === undefined && can(ctx.role, "alerts:answer", key?.createdById === responsibleId(ctx)),
    learns: key === null ? null : kind.learns,
  };
}

function isLearned(data: unknown): boolean {
  return typeof data === "object" && data !== null && Reflect.get(data, "isLearned") === true;
}
