import type { CatalogProduct, EditValues } from "./edit-values";

/** The classes a key can call with these products, as a choice; with more than one product each says whose it is. */
export function classOptions(
  products: EditValues["products"],
  catalog: readonly CatalogProduct[],
): { value: string; label: string }[] {
  const chosen = catalog.flatMap((product) => {
    const own = products.find(({ productId }) => productId === product.id);
    return own === undefined ? [] : [{ ...product, classIds: own.classIds }];
  });
  return chosen.flatMap(({ classes, classIds }) =>
    classes
      .filter(({ id }) => classIds.length === 0 || classIds.includes(id))
      .map(({ id }) => ({ value: id, label: classNameOf(catalog, id) })),
  );
}

/** `Maps, Tiles`; of a product with one class, just the product. */
export function classNameOf(catalog: readonly CatalogProduct[], classId: string): string {
  for (const { name, classes } of catalog) {
    const found = classes.find(({ id }) => id === classId);
    if (found !== undefined) return classes.length === 1 ? name : `${name}, ${found.name}`;
  }
  return "a class that is gone";
}
