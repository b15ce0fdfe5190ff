import { isDeepStrictEqual } from "node:util";
import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import type { Change } from "./change";
import type { SetAccessInput } from "./life-schemas";
import type { LockedKey } from "./lock";

type Wanted = Pick<SetAccessInput, "access" | "allowQueryKey" | "products">;
type Products = NonNullable<SetAccessInput["products"]>;

/**
 * What a locked key may be used for, made what is wanted; `null` when it is that already. Products are replaced as a whole.
 * @throws {DomainError} `invalid_input` for a product or an endpoint class that does not exist, or a class of another
 * product.
 */
export async function accessChange(tx: Tx, key: LockedKey, wanted: Wanted): Promise<Change | null> {
  const before = {
    access: key.access,
    allowQueryKey: key.allowQueryKey,
    products: await productsOf(tx, key.id),
  };
  const after = {
    access: wanted.access ?? before.access,
    allowQueryKey: wanted.allowQueryKey ?? before.allowQueryKey,
    products: wanted.products === undefined ? before.products : inOrder(wanted.products),
  };
  if (isDeepStrictEqual(before, after)) return null;
  if (!isDeepStrictEqual(before.products, after.products)) {
    await requireProducts(
      tx,
      after.products,
      before.products.map(({ productId }) => productId),
    );
    await tx.keyProduct.deleteMany({ where: { keyId: key.id } });
    await tx.keyProduct.createMany({
      data: after.products.map((product) => ({ keyId: key.id, ...product })),
    });
  }
  const { access, allowQueryKey } = after;
  return { data: { access, allowQueryKey }, before, after };
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

/**
 * Lets a key have products and endpoint classes that exist. One that is out of service it may keep, but not be given.
 * @param held IDs of the products it has already.
 * @throws {DomainError} `invalid_input` on `products`.
 */
export async function requireProducts(
  tx: Tx,
  products: Products,
  held: readonly string[] = [],
): Promise<void> {
  const known = await tx.product.findMany({
    where: { id: { in: products.map(({ productId }) => productId) } },
    select: { id: true, name: true, disabledAt: true, classes: { select: { id: true } } },
  });
  const gone = known.find(({ id, disabledAt }) => disabledAt !== null && !held.includes(id));
  if (gone !== undefined) throw notThere(`${gone.name} is not offered at the moment. Choose without it.`);
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
