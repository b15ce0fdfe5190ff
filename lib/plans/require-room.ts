import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";

/**
 * Lets one more key in, by the plan of an organization whose row is locked.
 * @param living Keys the organization has now, deleted ones not counted.
 * @throws {DomainError} `limit_reached`.
 */
export async function requireWithinPlan(tx: Tx, orgId: string, living: number): Promise<void> {
  const org = await tx.org.findUnique({
    where: { id: orgId },
    select: { plan: { select: { name: true, maxKeys: true } } },
  });
  const plan = org?.plan;
  if (plan?.maxKeys == null || living < plan.maxKeys) return;
  const keys = plan.maxKeys === 1 ? "1 key" : `${plan.maxKeys} keys`;
  throw new DomainError("limit_reached", {
    message: `Your plan, ${plan.name}, holds ${keys}, and you have ${living}. Delete one first, or ask us for another plan.`,
  });
}
