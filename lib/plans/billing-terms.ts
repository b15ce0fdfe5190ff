import type { Tx } from "@/lib/db/client";
import type { BillingType } from "@/lib/keys/schemas";

/** How keys of a billing type behave. `null`: no such rule. */
export type BillingTerms = {
  endsAfterDays: number | null;
  dayRequests: number | null;
  monthRequests: number | null;
};

/** What holds for a type nobody has laid anything down for. */
export const NO_TERMS: BillingTerms = { endsAfterDays: null, dayRequests: null, monthRequests: null };

/** The terms of a billing type as they are now, with `db` or inside a transaction. */
export async function readBillingTerms(
  client: Pick<Tx, "billingTerms">,
  billingType: BillingType,
): Promise<BillingTerms> {
  const row = await client.billingTerms.findUnique({
    where: { billingType },
    select: { endsAfterDays: true, dayRequests: true, monthRequests: true },
  });
  if (row === null) return NO_TERMS;
  const { endsAfterDays, dayRequests, monthRequests } = row;
  return {
    endsAfterDays,
    dayRequests: dayRequests === null ? null : Number(dayRequests),
    monthRequests: monthRequests === null ? null : Number(monthRequests),
  };
}
