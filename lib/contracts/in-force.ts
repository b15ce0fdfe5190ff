import type { Tx } from "@/lib/db/client";

/** What was agreed with a customer and holds now. */
export type ContractInForce = {
  id: string;
  reference: string;
  from: Date;
  until: Date | null;
  /** Most queries per second that may be granted to one key in one endpoint class; `null`: no ceiling. */
  qpsCeiling: number | null;
};

/**
 * The contract of an organization that holds at `now`: of several the one that began last, of two of these the one written down
 * last; `null` without any. From its beginning (inclusive) to its end (exclusive).
 *
 * For verbs that have checked who asks; with `db` or inside a transaction.
 */
export async function contractInForce(
  client: Pick<Tx, "contract">,
  orgId: string,
  now: Date,
): Promise<ContractInForce | null> {
  return client.contract.findFirst({
    where: { orgId, from: { lte: now }, OR: [{ until: null }, { until: { gt: now } }] },
    select: { id: true, reference: true, from: true, until: true, qpsCeiling: true },
    orderBy: [{ from: "desc" }, { createdAt: "desc" }, { id: "desc" }],
  });
}
