const PRODUCTS = /\bprd_[0-9A-Za-z]{22}(?: prd_[0-9A-Za-z]{22})*\b/g;

/**
 * The rule a call broke, as people know it: of the products a key is valid for the edge says the IDs, this says the `names`. A
 * product without a name here keeps its ID.
 */
export function nameProducts(rule: string, names: Readonly<Record<string, string>>): string {
  return rule.replace(/^products (?=prd_)/, "valid for ").replace(PRODUCTS, (ids) =>
    ids
      .split(" ")
      .map((id) => (Object.hasOwn(names, id) ? names[id] : id))
      .join(", "),
  );
}

/** The IDs of the products that a rule names. */
export function productsIn(rule: string): string[] {
  return (rule.match(PRODUCTS) ?? []).flatMap((ids) => ids.split(" "));
}
