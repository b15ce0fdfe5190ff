import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { type AuditItem, auditWhere, ENTRY_SELECT, withNames } from "./entries";
import { AUDIT_PAGE_SIZE, type ListAuditInput, type Place } from "./schemas";

export type AuditPage = {
  items: AuditItem[];
  /** For the next page: entries before this one; `null` on the last page. */
  older: string | null;
  /** For the page before: entries after this one; `null` on the first page. */
  newer: string | null;
};

/**
 * A page of the organization's audit log, the newest first. The log only grows at its start, so a page in the middle
 * stays what it was.
 * @throws {DomainError} `forbidden`.
 */
export async function listAudit(
  ctx: OrgContext,
  { before, after, ...filter }: ListAuditInput,
): Promise<AuditPage> {
  requirePermission(ctx, "audit:read");
  const where = auditWhere(ctx.org.id, filter);
  const isBackwards = before === undefined && after !== undefined;
  const rows = await db.auditEntry.findMany({
    where: { AND: [where, isBackwards ? beyond(after, "gt") : beyond(before, "lt")] },
    select: ENTRY_SELECT,
    orderBy: isBackwards ? [{ at: "asc" }, { seq: "asc" }] : [{ at: "desc" }, { seq: "desc" }],
    take: AUDIT_PAGE_SIZE + 1,
  });
  const hasMore = rows.length > AUDIT_PAGE_SIZE;
  const page = rows.slice(0, AUDIT_PAGE_SIZE);
  if (isBackwards) page.reverse();
  const [first, last] = [page[0], page.at(-1)];
  const hasNewer = isBackwards ? hasMore : before !== undefined && first !== undefined;
  const hasOlder = isBackwards ? true : hasMore;
  return {
    items: await withNames(ctx.org.id, page),
    older: hasOlder && last ? placeOf(last) : null,
    newer: hasNewer && first ? placeOf(first) : null,
  };
}

function placeOf({ at, seq }: Place): string {
  return `${at.getTime()}-${seq}`;
}

/** Entries on one side of a place; everything without one. Times are nearly in the order of the numbers, not wholly. */
function beyond(place: Place | undefined, side: "lt" | "gt"): Prisma.AuditEntryWhereInput {
  if (place === undefined) return {};
  return { OR: [{ at: { [side]: place.at } }, { at: place.at, seq: { [side]: place.seq } }] };
}
