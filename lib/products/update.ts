import { emitAudit } from "@/lib/audit/emit";
import { recordChange } from "@/lib/changes/record";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { FORM_SELECT, lockProducts } from "./internal";
import { requireClaims, requireParts } from "./require-claims";
import { saveClasses } from "./save-classes";
import type { UpdateProductInput } from "./schemas";

/**
 * Changes a product and its endpoint classes; every edge goes by it as soon as it hears of it. Answers the new version.
 *
 * Slugs stay what they are: programs know them.
 * @throws {DomainError} `forbidden`, `not_found`, `version_mismatch`; `invalid_input` for a path that cannot be one or ties with
 * another, an upstream that is not there, a class that is another product's, and one that is taken away though something goes
 * by it.
 */
export async function updateProduct(
  ctx: StaffContext,
  { productId, version, classes, ...fields }: UpdateProductInput,
): Promise<{ version: number }> {
  requireStaff(ctx, "products:manage");
  return withTransaction(async (tx) => {
    await lockProducts(tx);
    const product = await tx.product.findUnique({
      where: { id: productId },
      select: { version: true, disabledAt: true, ...FORM_SELECT },
    });
    if (product === null) throw new DomainError("not_found");
    const { version: seen, disabledAt, ...before } = product;
    if (seen !== version) throw new DomainError("version_mismatch");
    await requireParts(tx, fields);
    // Out of service it claims nothing; then they are looked at when it comes back.
    if (disabledAt === null) await requireClaims(tx, { id: productId, name: fields.name, classes });
    await saveClasses(tx, productId, before.classes, classes);
    const saved = await tx.product.updateMany({
      where: { id: productId, version },
      data: { ...fields, version: version + 1 },
    });
    if (saved.count === 0) throw new DomainError("version_mismatch");
    await recordChange(tx, "product", productId);
    await emitAudit(tx, ctx, {
      action: "product.edited",
      targetType: "product",
      targetId: productId,
      before,
      after: { ...fields, classes },
    });
    return { version: version + 1 };
  });
}
