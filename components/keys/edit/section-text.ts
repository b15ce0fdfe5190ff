import { formatAbsolute } from "@/components/ui/format-time";
import { PERIOD_WORDS, UNIT_WORDS } from "../limit-words";
import { MODE_WORDS, rulesOf } from "../restriction-words";
import { ACCESS_WORDS, BILLING_WORDS } from "../words";
import { classNameOf } from "./class-options";
import { type CatalogProduct, type EditValues, restrictionsOf } from "./edit-values";
import { entriesOf } from "./entry-list";
import type { Section } from "./merge";

/** One part of the form in a line, for somebody who compares two versions of it. */
export function sectionText(
  section: Section,
  values: EditValues,
  catalog: readonly CatalogProduct[],
  countryName: (code: string) => string,
): string {
  switch (section) {
    case "name":
      return values.name;
    case "billingType":
      return BILLING_WORDS[values.billingType].word;
    case "tags":
      return entriesOf(values.tags).join(", ") || "None";
    case "note":
      return values.note || "None";
    case "quotas":
      return (
        values.quotas
          .map(({ period, unit, classId, value }) => {
            const of = classId === null ? "" : ` of ${classNameOf(catalog, classId)}`;
            return `${value || "?"} ${UNIT_WORDS[unit]} ${PERIOD_WORDS[period]}${of}`;
          })
          .join(", ") || "None of your own"
      );
    case "concurrency":
    case "qps_address":
      return values[section].trim() || "No limit of your own";
    case "rotateEveryDays":
      return values.rotateEveryDays.trim() === ""
        ? "As the organization says"
        : `Every ${values.rotateEveryDays.trim()} days`;
    case "isProtected":
      return values.isProtected ? "Protected" : "Not protected";
    case "access":
      return ACCESS_WORDS[values.access].word;
    case "allowQueryKey":
      return values.allowQueryKey ? "Accepted" : "Not accepted";
    case "validFrom":
      return values.validFrom === null ? "At once" : formatAbsolute(Date.parse(values.validFrom));
    case "expiresAt":
      return values.expiresAt === null ? "Never" : formatAbsolute(Date.parse(values.expiresAt));
    case "products":
      return values.products.map((product) => productText(product, catalog)).join(", ") || "None";
    case "qps":
      return (
        catalog
          .flatMap(({ classes }) => classes)
          .filter(({ id }) => values.qps[id])
          .map(({ id, name }) => `${name} ${values.qps[id]}`)
          .join(", ") || "All that was agreed"
      );
    default: {
      const restrictions = restrictionsOf(values);
      const { word } = MODE_WORDS[restrictions[section].mode];
      const rules = rulesOf(restrictions, section, countryName).map(
        ({ label, entries }) => `${label}: ${entries.join(", ")}`,
      );
      return [word, ...rules].join(". ");
    }
  }
}

function productText(
  { productId, classIds }: EditValues["products"][number],
  catalog: readonly CatalogProduct[],
): string {
  const product = catalog.find(({ id }) => id === productId);
  if (product === undefined) return "a product that is gone";
  if (classIds.length === 0) return product.name;
  const names = product.classes.filter(({ id }) => classIds.includes(id)).map(({ name }) => name);
  return `${product.name} (${names.join(", ")})`;
}
