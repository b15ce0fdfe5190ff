import { z } from "zod";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { can } from "@/lib/members/permissions";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { decodeCursor, encodeCursor, type Position } from "./cursor";
import type { ListTrashInput } from "./list-schema";
import { TRASH_DAYS } from "./terms";

const DAY_MS = 86_400_000;
/** Which list a cursor is of. */
const LIST = { trash: true };

/** A deleted key that can still be restored. Times are ISO 8601. */
export type TrashedKey = {
  id: string;
  name: string;
  preview: { head: string; tail: string } | null;
  createdBy: string | null;
  deletedAt: string;
  /** From then on it cannot be restored any more. */
  purgedAt: string;
  /** Who deleted it and why, as the audit log says; `null` for whoever may not read that log. */
  deletion: { by: string; reason: string | null } | null;
  canRestore: boolean;
};

export type Trash = {
  keys: TrashedKey[];
  nextCursor: string | null;
  previousCursor: string | null;
  total: number;
};

const Row = z.object({
  id: z.string(),
  name: z.string(),
  head: z.string().nullable(),
  tail: z.string().nullable(),
  createdById: z.string(),
  createdBy: z.string().nullable(),
  deletedAt: z.date(),
  actorType: z.string().nullable(),
  actorName: z.string().nullable(),
  reason: z.string().nullable(),
});
type Row = z.output<typeof Row>;

/**
 * One page of the organization's deleted keys that `restoreKey` can bring back, deleted last first. Two statements.
 * @throws {DomainError} `invalid_input` for a cursor that is not of this list.
 */
export async function listTrash(ctx: OrgContext, { cursor, limit }: ListTrashInput): Promise<Trash> {
  requirePermission(ctx, "keys:read");
  const position = cursor === null ? null : decodeCursor(ctx.org.id, LIST, cursor);
  const purgedUntil = new Date(ctx.now.getTime() - TRASH_DAYS * DAY_MS);
  const where = Prisma.sql`k.org_id = ${ctx.org.id} AND k.deleted_at > ${purgedUntil}::timestamptz`;
  const [found, counted] = await Promise.all([
    db.$queryRaw(pageQuery(where, position, limit)),
    db.$queryRaw`SELECT count(*) AS total FROM key k WHERE ${where}`,
  ]);
  const rows = z.array(Row).parse(found);
  const [{ total }] = z.tuple([z.object({ total: z.coerce.number() })]).parse(counted);
  const isBack = position?.side === "before";
  const hasMore = rows.length > limit;
  const page = rows.slice(0, limit);
  if (isBack) page.reverse();
  const at = (side: Position["side"], row: Row | undefined) =>
    row ? encodeCursor(ctx.org.id, LIST, { side, value: String(row.deletedAt.getTime()), id: row.id }) : null;
  return {
    keys: page.map((row) => toTrashed(ctx, row)),
    nextCursor: isBack || hasMore ? at("after", page.at(-1)) : null,
    previousCursor: (isBack ? hasMore : position !== null) ? at("before", page[0]) : null,
    total,
  };
}

function pageQuery(where: Prisma.Sql, position: Position | null, limit: number): Prisma.Sql {
  const isBack = position?.side === "before";
  const order = isBack ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const from = position
    ? Prisma.sql`AND (k.deleted_at, k.id) ${isBack ? Prisma.sql`>` : Prisma.sql`<`}
        (${new Date(Number(position.value))}::timestamptz, ${position.id})`
    : Prisma.empty;
  return Prisma.sql`
    SELECT k.id, k.name, s.head, s.tail, k.created_by_id AS "createdById", person.name AS "createdBy",
      k.deleted_at AS "deletedAt", told.actor_type AS "actorType",
      coalesce(actor.name, token.name) AS "actorName", told.reason
    FROM (SELECT * FROM key k WHERE ${where} ${from} ORDER BY k.deleted_at ${order}, k.id ${order} LIMIT ${limit + 1}) k
    LEFT JOIN secret s ON s.key_id = k.id AND s.status IN ('current', 'awaiting')
    LEFT JOIN user_account person ON person.id = k.created_by_id
    LEFT JOIN LATERAL (
      SELECT entry.actor_type, entry.actor_id, entry.reason FROM audit_entry entry
      WHERE entry.chain = k.org_id AND entry.target_id = k.id AND entry.action = 'key.deleted'
      ORDER BY entry.seq DESC LIMIT 1
    ) told ON true
    LEFT JOIN user_account actor ON actor.id = told.actor_id AND told.actor_type = 'user'
    LEFT JOIN management_token token ON token.id = told.actor_id AND told.actor_type = 'token'
    ORDER BY k.deleted_at ${order}, k.id ${order}`;
}

function toTrashed(ctx: OrgContext, row: Row): TrashedKey {
  return {
    id: row.id,
    name: row.name,
    preview: row.head === null || row.tail === null ? null : { head: row.head, tail: row.tail },
    createdBy: row.createdBy,
    deletedAt: row.deletedAt.toISOString(),
    purgedAt: new Date(row.deletedAt.getTime() + TRASH_DAYS * DAY_MS).toISOString(),
    deletion: can(ctx.role, "audit:read") ? { by: whoDeleted(row), reason: row.reason } : null,
    canRestore: can(ctx.role, "keys:delete", row.createdById === responsibleId(ctx)),
  };
}

function whoDeleted({ actorType, actorName }: Row): string {
  if (actorType === "token") return actorName === null ? "a management token" : `token ${actorName}`;
  return actorName ?? "no account any more";
}
