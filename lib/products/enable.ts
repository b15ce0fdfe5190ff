import { emitAudit } from "@/lib/audit/emit";
import { recordChange } from "@/lib/changes/record";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError, isDomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { lockProducts } from "./internal";
import { requireClaims } from "./require-claims";
import type { SwitchProductInput } from "./schemas";

/**
 * Puts a product back into service, with the paths it had.
 * @throws {DomainError} `forbidden`, `not_found`; `conflict` when it is in service already, or another product has taken one of
 * its paths meanwhile.
 */
export async function enableProduct(
  ctx: StaffContext,
  { productId, reason }: SwitchProductInput,
): Promise<void> {
  requireStaff(ctx, "products:manage");
  await withTransaction(async (tx) => {
    await lockProducts(tx);
    const product = await tx.product.findUnique({
      where: { id: productId },
      select: { name: true, disabledAt: true, classes: { select: { name: true, paths: true } } },
    });
    if (product === null) throw new DomainError("not_found");
    if (product.disabledAt === null) {
      throw new DomainError("conflict", { message: "This product is enabled already." });
    }
    const { name, classes } = product;
    await requireClaims(tx, { id: productId, name, classes }).catch((cause: unknown) => {
      throw new DomainError("conflict", { message: firstSentence(cause), cause });
    });
    await tx.product.update({
      where: { id: productId },
      data: { disabledAt: null, version: { increment: 1 } },
      select: { id: true },
    });
    await recordChange(tx, "product", productId);
    await emitAudit(tx, ctx, {
      action: "product.enabled",
      targetType: "product",
      targetId: productId,
      after: { name },
      reason,
    });
  });
}

/** There is no form to put the faults at. */
function firstSentence(cause: unknown): string {
  if (!isDomainError(cause)) throw cause;
  const [[sentence] = []] = Object.values(cause.fields ?? {});
  return `It cannot come back as it is. ${sentence ?? cause.message}`;
}
