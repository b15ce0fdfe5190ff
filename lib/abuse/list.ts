import { db } from "@/lib/db/client";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";

/** A suspicion as staff see it. Times are ISO 8601. */
export type FlagItem = {
  id: string;
  keyId: string | null;
  reason: string;
  raisedBy: string;
  raisedAt: string;
  cleared: { by: string; at: string } | null;
};

const LISTED = 50;

/** The latest 50 suspicions about an organization, open ones first. @throws {DomainError} `forbidden`. */
export async function listFlags(ctx: StaffContext, orgId: string): Promise<FlagItem[]> {
  requireStaff(ctx, "orgs:read");
  const rows = await db.abuseFlag.findMany({
    where: { orgId },
    select: {
      id: true,
      keyId: true,
      reason: true,
      raisedById: true,
      raisedAt: true,
      clearedAt: true,
      clearedById: true,
    },
    orderBy: [{ clearedAt: { sort: "desc", nulls: "first" } }, { raisedAt: "desc" }, { id: "asc" }],
    take: LISTED,
  });
  const ids = rows.flatMap(({ raisedById, clearedById }) => [raisedById, clearedById ?? raisedById]);
  const people = await db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map(({ id, keyId, reason, raisedById, raisedAt, clearedAt, clearedById }) => ({
    id,
    keyId,
    reason,
    raisedBy: nameOf.get(raisedById) ?? "somebody who is gone",
    raisedAt: raisedAt.toISOString(),
    cleared:
      clearedAt === null
        ? null
        : {
            by: nameOf.get(clearedById ?? "") ?? "somebody who is gone",
            at: clearedAt.toISOString(),
          },
  }));
}
