import type { PublicProduct } from "@/lib/products/list";
import type { CatalogProduct } from "./edit-values";

/** Of the products there are, what a form needs. */
export function catalogOf(products: readonly PublicProduct[]): CatalogProduct[] {
  return products.map(({ id, name, description, isSample, disabledAt, classes }) => ({
    id,
    name,
    description,
    isSample,
    isDisabled: disabledAt !== null,
    classes: classes.map(({ id, name, defaultQps, paths }) => ({ id, name, defaultQps, paths })),
  }));
}
