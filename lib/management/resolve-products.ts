import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { classQps, type LimitInForce } from "@/lib/limits/class-qps";
import type { ProductsBody } from "./key-body";

/** A product of a body, found. */
export type ResolvedProduct = {
  productId: string;
  /** Empty: all classes, those to come included. */
  classIds: string[];
  /** The classes the key can call now. */
  callableIds: string[];
  /** What the body says about queries per second, with what was agreed for each; `null`: none of one's own. */
  rates(limits: readonly LimitInForce[]): {
    classId: string;
    qps: number | null;
    agreed: number;
    field: string;
  }[];
};

type KnownClass = { id: string; slug: string; defaultQps: number };

/**
 * The products and endpoint classes that a body names, by slug or ID.
 * @throws {DomainError} `invalid_input`, at each name that is nothing's, and for a product or class named twice.
 */
export async function resolveProducts(
  client: Pick<Tx, "product">,
  products: ProductsBody,
): Promise<ResolvedProduct[]> {
  const names = products.map(({ product }) => product);
  const known = await client.product.findMany({
    where: { OR: [{ slug: { in: names } }, { id: { in: names } }] },
    select: { id: true, slug: true, classes: { select: { id: true, slug: true, defaultQps: true } } },
  });
  const fields: Record<string, string[]> = {};
  const fault = (field: string, sentence: string) => {
    fields[field] = [sentence];
  };
  const seen = new Set<string>();
  const resolved = products.flatMap(({ product: name, classes }, at): ResolvedProduct[] => {
    const product = known.find(({ id, slug }) => id === name || slug === name);
    if (product === undefined) fault(`products.${at}.product`, "There is no such product.");
    else if (seen.has(product.id)) fault(`products.${at}.product`, "Name each product once.");
    if (product === undefined) return [];
    seen.add(product.id);
    const chosen = (classes ?? []).flatMap(({ class: className, qps }, index) => {
      const field = `products.${at}.classes.${index}`;
      const one = product.classes.find(({ id, slug }) => id === className || slug === className);
      if (one === undefined) fault(`${field}.class`, "This product has no such endpoint class.");
      return one === undefined ? [] : [{ one, qps, field: `${field}.qps` }];
    });
    if (new Set(chosen.map(({ one }) => one.id)).size < chosen.length) {
      fault(`products.${at}.classes`, "Name each class once.");
    }
    return [toResolved(product, chosen)];
  });
  if (Object.keys(fields).length > 0) throw new DomainError("invalid_input", { fields });
  return resolved;
}

function toResolved(
  product: { id: string; classes: readonly KnownClass[] },
  chosen: readonly { one: KnownClass; qps: number | null | undefined; field: string }[],
): ResolvedProduct {
  const ids = chosen.map(({ one }) => one.id);
  const isAll = ids.length === 0 || ids.length === product.classes.length;
  return {
    productId: product.id,
    classIds: isAll ? [] : [...ids].sort(),
    callableIds: isAll ? product.classes.map(({ id }) => id) : ids,
    rates: (limits) =>
      chosen.flatMap(({ one, qps, field }) =>
        qps === undefined ? [] : [{ classId: one.id, qps, agreed: classQps(limits, one).agreed, field }],
      ),
  };
}
