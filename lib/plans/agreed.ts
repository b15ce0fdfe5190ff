import type { Tx } from "@/lib/db/client";
import type { BillingType } from "@/lib/keys/schemas";
import { readBillingTerms } from "./billing-terms";

/** Queries per second by endpoint class that an organization's plan gives its keys; classes with the default are left out. */
export async function planQpsOf(
  client: Pick<Tx, "planQps">,
  orgId: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await client.planQps.findMany({
    where: { plan: { orgs: { some: { id: orgId } } } },
    select: { classId: true, qps: true },
    orderBy: { classId: "asc" },
  });
  return new Map(rows.map(({ classId, qps }) => [classId, qps]));
}

/** A quota that every key of a billing type has, in requests. */
export type TermsQuota = { kind: "day" | "month"; value: number };

/** The quotas of a billing type. */
export async function termsQuotasOf(
  client: Pick<Tx, "billingTerms">,
  billingType: BillingType,
): Promise<TermsQuota[]> {
  const { dayRequests, monthRequests } = await readBillingTerms(client, billingType);
  const quotas = [
    { kind: "day" as const, value: dayRequests },
    { kind: "month" as const, value: monthRequests },
  ];
  return quotas.flatMap(({ kind, value }) => (value === null ? [] : [{ kind, value }]));
}
