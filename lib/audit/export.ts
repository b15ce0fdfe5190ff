import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { csvLine } from "@/lib/std/csv";
import { emitAudit } from "./emit";
import { type AuditItem, auditWhere, ENTRY_SELECT, withNames } from "./entries";
import type { AuditFilter } from "./schemas";

export const EXPORT_FORMATS = ["csv", "json"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const ROWS_AT_ONCE = 500;

const COLUMNS = [
  "seq",
  "at",
  "actor_type",
  "actor_id",
  "actor_name",
  "action",
  "target_type",
  "target_id",
  "target_name",
  "before",
  "after",
  "reason",
  "ip",
  "user_agent",
  "request_id",
] as const;

/**
 * The organization's audit log as a file, oldest first, piece by piece: however long it is, a few hundred entries are
 * held at a time. Taking it along leaves an entry of its own, which is the last one that is in it.
 *
 * CSV cells that a spreadsheet would take for a formula are made text; JSON is one array.
 * @throws {DomainError} `forbidden`.
 */
export async function exportAudit(
  ctx: OrgContext,
  filter: AuditFilter,
  format: ExportFormat,
): Promise<AsyncGenerator<string>> {
  requirePermission(ctx, "audit:read");
  const last = await withTransaction(async (tx) => {
    await emitAudit(tx, ctx, {
      action: "audit.exported",
      targetType: "org",
      targetId: ctx.org.id,
      after: { format, filter },
    });
    const head = await tx.auditHead.findUniqueOrThrow({
      where: { chain: ctx.org.id },
      select: { seq: true },
    });
    return head.seq;
  });
  return format === "csv" ? asCsv(pages(ctx, filter, last)) : asJson(pages(ctx, filter, last));
}

async function* pages(ctx: OrgContext, filter: AuditFilter, last: bigint): AsyncGenerator<AuditItem[]> {
  let seq = 0n;
  for (;;) {
    const rows = await db.auditEntry.findMany({
      where: { ...auditWhere(ctx.org.id, filter), seq: { gt: seq, lte: last } },
      select: ENTRY_SELECT,
      orderBy: { seq: "asc" },
      take: ROWS_AT_ONCE,
    });
    const end = rows.at(-1);
    if (end === undefined) return;
    yield withNames(ctx.org.id, rows);
    seq = end.seq;
  }
}

async function* asCsv(items: AsyncGenerator<AuditItem[]>): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  for await (const page of items) {
    yield page
      .map(({ seq, at, actor, action, target, before, after, reason, ip, userAgent, requestId }) =>
        csvLine([
          Number(seq),
          at,
          actor.type,
          actor.id,
          actor.name,
          action,
          target.type,
          target.id,
          target.name,
          jsonCell(before),
          jsonCell(after),
          reason,
          ip,
          userAgent,
          requestId,
        ]),
      )
      .join("");
  }
}

function jsonCell(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

async function* asJson(items: AsyncGenerator<AuditItem[]>): AsyncGenerator<string> {
  let opening = "[\n";
  for await (const page of items) {
    for (const { target, ...item } of page) {
      const { exists: _, ...about } = target;
      yield `${opening}${JSON.stringify({ ...item, seq: Number(item.seq), target: about })}`;
      opening = ",\n";
    }
  }
  yield opening === "[\n" ? "[]\n" : "\n]\n";
}
