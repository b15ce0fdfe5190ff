import { emitAudit } from "@/lib/audit/emit";
import { recordChange } from "@/lib/changes/record";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { lockProducts } from "./internal";
import { requireClaims, requireParts } from "./require-claims";
import type { CreateProductInput } from "./schemas";

/**
 * Adds a product: its paths are in force at every edge as soon as it hears of it, and keys can be given it.
 * @throws {DomainError} `forbidden`; `invalid_input` for a slug that is taken, a path that cannot be one or ties with another, an
 * upstream that is not there.
 */
export async function createProduct(ctx: StaffContext, input: CreateProductInput): Promise<{ id: string }> {
  requireStaff(ctx, "products:manage");
  const { classes, ...fields } = input;
  const id = newId("product");
  await withTransaction(async (tx) => {
    await lockProducts(tx);
    if ((await tx.product.count({ where: { slug: input.slug } })) > 0) {
      throw new DomainError("invalid_input", {
        fields: { slug: ["Another product has this identifier. Choose another one."] },
      });
    }
    await requireParts(tx, input);
    await requireClaims(tx, { id, ...input });
    await tx.product.create({
      data: {
        id,
        ...fields,
        classes: { create: classes.map((one) => ({ ...one, id: newId("endpointClass") })) },
      },
      select: { id: true },
    });
    await recordChange(tx, "product", id);
    await emitAudit(tx, ctx, {
      action: "product.created",
      targetType: "product",
      targetId: id,
      after: input,
    });
  });
  return { id };
}
