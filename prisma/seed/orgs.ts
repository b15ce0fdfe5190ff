import { db } from "@/lib/db/client";
import { newId } from "@/lib/std/id";
import { ORGS, type OrgSlug } from "./cast";
import { PLAN_OF, seedPlans } from "./plans";

export type SeededOrg = { id: string; slug: OrgSlug; name: string; type: "enterprise" | "self_serve" };

const DAY_MS = 86_400_000;

/** The demo's customers, a year old, each with a plan; the enterprise one with a contract. */
export async function seedOrgs(now: Date): Promise<Record<OrgSlug, SeededOrg>> {
  const createdAt = new Date(now.getTime() - 420 * DAY_MS);
  const planIds = await seedPlans(createdAt);
  const seeded: Partial<Record<OrgSlug, SeededOrg>> = {};
  for (const org of ORGS) {
    const id = newId("org");
    await db.org.create({
      data: { ...org, id, createdAt, planId: planIds.get(PLAN_OF[org.slug]) ?? null },
    });
    if (org.type === "enterprise") await seedContract(id, createdAt, now);
    seeded[org.slug] = { ...org, id };
  }
  return seeded as Record<OrgSlug, SeededOrg>;
}

async function seedContract(orgId: string, createdAt: Date, now: Date): Promise<void> {
  await db.contract.create({
    data: {
      id: newId("contract"),
      orgId,
      reference: "MM-2025-0147",
      from: createdAt,
      until: new Date(now.getTime() + 310 * DAY_MS),
      qpsCeiling: 1000,
      note: "Two years. Renewal is talked about in spring.",
      createdById: "system",
      createdAt,
    },
  });
}
