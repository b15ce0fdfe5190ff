import { db } from "@/lib/db/client";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";

/** A plan's price list as staff see it. */
export type PlanPrices = {
  currency: string | null;
  prices: { classId: string; perThousandMicros: number; included: number }[];
};

/** The price list of one plan; an empty one of an unknown plan. @throws {DomainError} `forbidden`. */
export async function findPrices(ctx: StaffContext, planId: string): Promise<PlanPrices> {
  requireStaff(ctx, "plans:manage");
  const plan = await db.plan.findUnique({
    where: { id: planId },
    select: {
      currency: true,
      prices: {
        select: { classId: true, perThousandMicros: true, included: true },
        orderBy: { classId: "asc" },
      },
    },
  });
  return {
    currency: plan?.currency ?? null,
    prices: (plan?.prices ?? []).map(({ perThousandMicros, included, ...price }) => ({
      ...price,
      perThousandMicros: Number(perThousandMicros),
      included: Number(included),
    })),
  };
}
