import { db } from "@/lib/db/client";
import { newId } from "@/lib/std/id";
import type { OrgSlug } from "./cast";

/** What the provider offers. Quotas are far above what the demo's calls add up to. */
const PLANS = [
  { slug: "enterprise", name: "Enterprise", orgType: "enterprise", maxKeys: null, month: null },
  { slug: "starter", name: "Starter", orgType: "self_serve", maxKeys: 50, month: 5_000_000 },
  { slug: "growth", name: "Growth", orgType: "self_serve", maxKeys: 500, month: 50_000_000 },
] as const;

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
  for (const { month, ...plan } of PLANS) {
    const id = newId("plan");
    ids.set(plan.slug, id);
    const quotas =
      month === null ? [] : [{ kind: "month" as const, unit: "requests" as const, value: BigInt(month) }];
    await db.plan.create({ data: { ...plan, id, createdAt, quotas: { create: quotas } } });
  }
  await db.billingTerms.createMany({ data: [...TERMS] });
  return ids;
}
