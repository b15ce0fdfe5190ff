import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { FIELDS_SELECT, lockUpstream } from "./internal";
import type { UpstreamRef } from "./schemas";

/**
 * Removes an upstream that no product stands on, with its signing secrets.
 * @throws {DomainError} `forbidden`, `not_found`; `conflict` while products stand on it, disabled ones included.
 */
export async function removeUpstream(ctx: StaffContext, { upstreamId }: UpstreamRef): Promise<void> {
  requireStaff(ctx, "products:manage");
  await withTransaction(async (tx) => {
    const { id } = await lockUpstream(tx, upstreamId);
    const products = await tx.product.findMany({ where: { upstreamId: id }, select: { name: true } });
    if (products.length > 0) {
      throw new DomainError("conflict", {
        message: `${products.map(({ name }) => name).join(", ")} would have nowhere to go. Choose another upstream there first.`,
      });
    }
    await tx.upstreamSecret.deleteMany({ where: { upstreamId: id } });
    const before = await tx.upstream.delete({ where: { id }, select: FIELDS_SELECT });
    await emitAudit(tx, ctx, { action: "upstream.removed", targetType: "upstream", targetId: id, before });
  });
}
