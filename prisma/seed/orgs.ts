import { db } from "@/lib/db/client";
import { newId } from "@/lib/std/id";
import { ORGS, type OrgSlug } from "./cast";

export type SeededOrg = { id: string; slug: OrgSlug; name: string; type: "enterprise" | "self_serve" };

/** The demo's customers, a year old. */
export async function seedOrgs(now: Date): Promise<Record<OrgSlug, SeededOrg>> {
  const createdAt = new Date(now.getTime() - 420 * 86_400_000);
  const seeded: Partial<Record<OrgSlug, SeededOrg>> = {};
  for (const org of ORGS) {
    const id = newId("org");
    await db.org.create({ data: { ...org, id, createdAt } });
    seeded[org.slug] = { ...org, id };
  }
  return seeded as Record<OrgSlug, SeededOrg>;
}
