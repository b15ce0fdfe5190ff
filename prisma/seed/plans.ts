import { db } from "@/lib/db/client";
import { newId } from "@/lib/std/id";
import type { OrgSlug } from "./cast";

/** What the provider offers. Quotas are far above what the demo's calls add up to. */
const PLANS = [
  { slug: "enterprise", name: "Enterprise", orgType: "enterprise", maxKeys: null, month: 6_000_000 },
  { slug: "starter", name: "Starter", orgType: "self_serve", maxKeys: 50, month: 5_000_000 },
  { slug: "growth", name: "Growth", orgType: "self_serve", maxKeys: 500, month: 50_000_000 },
] as const;

/** What 1,000 transactions cost, in millionths of a euro, and how many of a month cost nothing. By endpoint class. */
const PRICES: Readonly<Record<string, { perThousandMicros: number; included: number }>> = {
  tile: { perThousandMicros: 80_000, included: 50_000 },
  geocode: { perThousandMicros: 550_000, included: 2_500 },
  "by-position": { perThousandMicros: 300_000, included: 2_500 },
};

/** How keys of each billing type behave. */
const TERMS = [
  { billingType: "evaluation", endsAfterDays: 90, dayRequests: null, monthRequests: null },
  { billingType: "freemium", endsAfterDays: null, dayRequests: 50_000n, monthRequests: 500_000n },
  { billingType: "free", endsAfterDays: null, dayRequests: 100_000n, monthRequests: null },
] as const;

/** Which plan each of the demo's customers has. */
export const PLAN_OF: Readonly<Record<OrgSlug, (typeof PLANS)[number]["slug"]>> = {
  "fernwood-logistics": "enterprise",
  "kite-and-compass": "starter",
};

/** The provider's plans and billing types. Returns the plans' IDs by slug. */
export async function seedPlans(createdAt: Date): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  const classes = await db.endpointClass.findMany({ select: { id: true, slug: true } });
  const prices = classes.flatMap(({ id: classId, slug }) => {
    const price = PRICES[slug];
    return price === undefined ? [] : [{ classId, ...price }];
  });
  for (const { month, ...plan } of PLANS) {
    const id = newId("plan");
    ids.set(plan.slug, id);
    const quotas =
      month === null ? [] : [{ kind: "month" as const, unit: "requests" as const, value: BigInt(month) }];
    await db.plan.create({
      data: {
        ...plan,
        id,
        createdAt,
        currency: "EUR",
        quotas: { create: quotas },
        prices: { create: prices },
      },
    });
  }
  await db.billingTerms.createMany({ data: [...TERMS] });
  return ids;
}
