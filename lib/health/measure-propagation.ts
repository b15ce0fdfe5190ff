import { recordChange } from "@/lib/changes/record";
import { withTransaction } from "@/lib/db/transaction";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";

/**
 * Has every edge measure how long a change takes to reach it: announces one of products in which nothing changed, which each
 * edge treats as any other. What they measured stands in their health with the next look at it.
 * @throws {DomainError} `forbidden`.
 */
export async function measurePropagation(ctx: StaffContext): Promise<void> {
  requireStaff(ctx, "health:read");
  await withTransaction((tx) => recordChange(tx, "product", "measurement"));
}
