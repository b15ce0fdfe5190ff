import type { Tx } from "@/lib/db/client";

/** What an organization pays by its plan. */
export type PriceList = {
  /** ISO 4217; `null`: there is no price list, whatever prices there are. */
  currency: string | null;
  /** By endpoint class. Millionths of the currency for 1,000 transactions, and how many of a month cost nothing. */
  prices: ReadonlyMap<string, { perThousandMicros: number; included: number }>;
};

/** The price list of an organization's plan; an empty one without a plan. For verbs that have checked who asks. */
export async function pricesOf(client: Pick<Tx, "plan">, orgId: string): Promise<PriceList> {
  const plan = await client.plan.findFirst({
    where: { orgs: { some: { id: orgId } } },
    select: {
      currency: true,
      prices: { select: { classId: true, perThousandMicros: true, included: true } },
    },
  });
  return {
    currency: plan?.currency ?? null,
    prices: new Map(
      (plan?.prices ?? []).map(({ classId, perThousandMicros, included }) => [
        classId,
        { perThousandMicros: Number(perThousandMicros), included: Number(included) },
      ]),
    ),
  };
}
