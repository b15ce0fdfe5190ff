import { emitAudit } from "@/lib/audit/emit";
import { recordChange } from "@/lib/changes/record";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { lockProducts } from "./internal";
import type { SwitchProductInput } from "./schemas";

/**
 * Takes a product out of service: its paths belong to nobody, its calls are answered like those of no product, and no key can be
 * given it. Keys that have it keep it for the day it comes back.
 * @throws {DomainError} `forbidden`, `not_found`; `conflict` when it is out of service already.
 */
export async function disableProduct(
  ctx: StaffContext,
  { productId, reason }: SwitchProductInput,
): Promise<void> {
  requireStaff(ctx, "products:manage");
  await withTransaction(async (tx) => {
    await lockProducts(tx);
    const product = await tx.product.findUnique({ where: { id: productId }, select: { name: true } });
    if (product === null) throw new DomainError("not_found");
    const { count } = await tx.product.updateMany({
      where: { id: productId, disabledAt: null },
      data: { disabledAt: ctx.now, version: { increment: 1 } },
    });
    if (count === 0) throw new DomainError("conflict", { message: "This product is disabled already." });
    await recordChange(tx, "product", productId);
    await emitAudit(tx, ctx, {
      action: "product.disabled",
      targetType: "product",
      targetId: productId,
      after: product,
      reason,
    });
  });
}
