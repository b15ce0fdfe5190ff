import { isDeepStrictEqual } from "node:util";
import type { Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import type { SetAccessInput } from "./life-schemas";
import { lockKey } from "./lock";
import { type KeyVersion, saveKey } from "./save";

type Products = NonNullable<SetAccessInput["products"]>;

/**
 * Says what a key may be used for: reading or everything, in the query or not, and for which products and endpoint
 * classes. Products are replaced as a whole; what is left out of the input stays.
 * @throws {DomainError} `not_found`, `forbidden`, `version_mismatch`; `invalid_input` for a product or an endpoint class
 * that does not exist, or a class of another product.
 */
export async function setKeyAccess(ctx: OrgContext, input: SetAccessInput): Promise<KeyVersion> {
  requirePermission(ctx, "keys:edit", true);
  return withTransaction(async (tx) => {
    const key = await lockKey(tx, ctx, "keys:edit", input);
    const before = {
      access: key.access,
      allowQueryKey: key.allowQueryKey,
      products: await productsOf(tx, key.id),
    };
    const after = {
      access: input.access ?? before.access,
      allowQueryKey: input.allowQueryKey ?? before.allowQueryKey,
      products: input.products === undefined ? before.products : inOrder(input.products),
    };
    if (isDeepStrictEqual(before, after)) return { version: key.version };
    if (!isDeepStrictEqual(before.products, after.products)) {
      await requireProducts(tx, after.products);
      await tx.keyProduct.deleteMany({ where: { keyId: key.id } });
      await tx.keyProduct.createMany({
        data: after.products.map((product) => ({ keyId: key.id, ...product })),
      });
    }
    const { access, allowQueryKey } = after;
    return saveKey(tx, ctx, key.id, { access, allowQueryKey }, { action: "key.access_set", before, after });
  });
}

async function productsOf(tx: Tx, keyId: string): Promise<Products> {
  const rows = await tx.keyProduct.findMany({
    where: { keyId },
    select: { productId: true, classIds: true },
  });
  return inOrder(rows);
}

function inOrder(products: Products): Products {
  return products
    .map(({ productId, classIds }) => ({ productId, classIds: [...classIds].sort() }))
    .sort((a, b) => (a.productId < b.productId ? -1 : 1));
}

async function requireProducts(tx: Tx, products: Products): Promise<void> {
  const known = await tx.product.findMany({
    where: { id: { in: products.map(({ productId }) => productId) } },
    select: { id: true, classes: { select: { id: true } } },
  });
  const classesOf = new Map(known.map(({ id, classes }) => [id, new Set(classes.map((one) => one.id))]));
  for (const { productId, classIds } of products) {
    const classes = classesOf.get(productId);
    if (classes === undefined) {
      throw notThere("One of these products does not exist any more. Reload and choose again.");
    }
    if (!classIds.every((id) => classes.has(id))) {
      throw notThere("One of these endpoint classes is not of its product. Reload and choose again.");
    }
  }
}

function notThere(sentence: string): DomainError {
  return new DomainError("invalid_input", { fields: { products: [sentence] } });
}
