import { db } from "@/lib/db/client";
import type { Role } from "@/lib/members/permissions";
import type { UserContext } from "./context";

export type MyOrg = { slug: string; name: string; type: "enterprise" | "self_serve"; role: Role };

/** The organizations this person belongs to, by name. */
export async function listMyOrgs(ctx: Pick<UserContext, "actor">): Promise<MyOrg[]> {
  const rows = await db.membership.findMany({
    where: { userId: ctx.actor.id },
    select: { role: true, org: { select: { slug: true, name: true, type: true } } },
    orderBy: [{ org: { name: "asc" } }, { orgId: "asc" }],
  });
  return rows.map(({ role, org }) => ({ ...org, role }));
}
