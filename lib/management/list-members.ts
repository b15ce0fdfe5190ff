import { db } from "@/lib/db/client";
import type { Role } from "@/lib/members/permissions";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { decodeCursor } from "./cursor";
import { cutPage } from "./page";

type MemberRow = {
  id: string;
  name: string;
  email: string;
  role: Role;
  joinedAt: string;
  isDisabled: boolean;
};

/** A page of the organization's members, in the order in which they joined. */
export async function listMembersPage(
  ctx: OrgContext,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ data: MemberRow[]; nextCursor: string | null }> {
  requirePermission(ctx, "members:read");
  const list = [ctx.org.id, "members"];
  const [joined, userId] = cursor === undefined ? [] : decodeCursor(list, cursor);
  const rows = await db.membership.findMany({
    where: {
      orgId: ctx.org.id,
      ...(joined === undefined || userId === undefined
        ? {}
        : { OR: [{ createdAt: { gt: joined } }, { createdAt: joined, userId: { gt: userId } }] }),
    },
    select: {
      role: true,
      createdAt: true,
      user: { select: { id: true, name: true, email: true, disabledAt: true } },
    },
    orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
    take: limit + 1,
  });
  const { page, nextCursor } = cutPage(rows, limit, list, (row) => [
    row.createdAt.toISOString(),
    row.user.id,
  ]);
  return {
    data: page.map(({ role, createdAt, user: { disabledAt, ...person } }) => ({
      ...person,
      role,
      joinedAt: createdAt.toISOString(),
      isDisabled: disabledAt !== null,
    })),
    nextCursor,
  };
}
