import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { escapeLike } from "@/lib/keys/search-term";

/** A customer, by what it is called. */
export type OrgHit = {
  id: string;
  slug: string;
  name: string;
  type: "enterprise" | "self_serve";
  isSuspended: boolean;
};

const RESULTS_MAX = 20;

/** Organizations by ID, or whose name or address in the dashboard holds a text; those that begin with it first. */
export async function findOrgs(by: { orgId: string } | { text: string }): Promise<OrgHit[]> {
  const rows = await db.org.findMany({
    where: "orgId" in by ? { id: by.orgId } : holds(by.text),
    select: { id: true, slug: true, name: true, type: true, suspendedAt: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: RESULTS_MAX,
  });
  const hits = rows.map(({ suspendedAt, ...org }) => ({ ...org, isSuspended: suspendedAt !== null }));
  if ("orgId" in by) return hits;
  const start = by.text.toLowerCase();
  const rank = ({ name, slug }: OrgHit) =>
    name.toLowerCase().startsWith(start) || slug.startsWith(start) ? 0 : 1;
  return hits.toSorted((a, b) => rank(a) - rank(b));
}

function holds(text: string): Prisma.OrgWhereInput {
  return {
    OR: [
      { name: { contains: escapeLike(text), mode: "insensitive" } },
      { slug: { contains: escapeLike(text.toLowerCase()) } },
    ],
  };
}
