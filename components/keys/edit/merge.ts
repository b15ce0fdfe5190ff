import { type EditValues, restrictionsOf } from "./edit-values";
import { entriesOf } from "./entry-list";

export type Section = keyof EditValues;

/** What each part of the form is called. */
export const SECTION_WORDS = {
  name: "Name",
  billingType: "Billing type",
  tags: "Tags",
  note: "Note",
  products: "Products",
  qps: "QPS",
  quotas: "Quotas",
  concurrency: "Calls at the same time",
  qps_address: "QPS of one address",
  access: "Access",
  allowQueryKey: "Key in the query string",
  validFrom: "Valid from",
  expiresAt: "Expires",
  rotateEveryDays: "Rotation interval",
  isProtected: "Delete protection",
  domain: "Domains",
  ip: "IP addresses",
  userAgent: "User agents",
  country: "Countries",
  hours: "Hours",
} as const satisfies Record<Section, string>;

const SECTIONS = Object.keys(SECTION_WORDS) as Section[];

/** The parts in which two states of the form differ in meaning, in the order of the form. */
export function changedSections(a: EditValues, b: EditValues): Section[] {
  return SECTIONS.filter((section) => meaningOf(a, section) !== meaningOf(b, section));
}

export type Merge = {
  /** Changed by somebody else only: taken. */
  taken: Section[];
  /** Changed by both, differently: somebody has to choose. */
  conflicts: Section[];
};

/** Compares what two people made of the same start. */
export function mergeOf(base: EditValues, mine: EditValues, theirs: EditValues): Merge {
  const own = new Set(changedSections(base, mine));
  const different = changedSections(mine, theirs);
  const others = changedSections(base, theirs).filter((section) => different.includes(section));
  return {
    taken: others.filter((section) => !own.has(section)),
    conflicts: others.filter((section) => own.has(section)),
  };
}

/** My values with these parts of theirs. */
export function withSections(mine: EditValues, theirs: EditValues, sections: readonly Section[]): EditValues {
  return { ...mine, ...Object.fromEntries(sections.map((section) => [section, theirs[section]])) };
}

/** Equal for what means the same, however it was typed. */
function meaningOf(values: EditValues, section: Section): string {
  const restrictions = restrictionsOf(values);
  switch (section) {
    case "domain":
    case "ip":
    case "userAgent":
    case "country":
    case "hours":
      return canonical(restrictions[section]);
    case "qps":
      return canonical(
        Object.entries(values.qps)
          .filter(([, typed]) => typed.trim() !== "")
          .sort(),
      );
    case "tags":
      return canonical(entriesOf(values.tags));
    case "quotas":
      return canonical(
        values.quotas
          .map(({ period, unit, classId, value }) => [period, unit, classId, value.trim()].join(" "))
          .sort(),
      );
    case "concurrency":
    case "qps_address":
    case "rotateEveryDays":
      return values[section].trim();
    case "products":
      return canonical(
        values.products
          .map(({ productId, classIds }) => [productId, ...[...classIds].sort()])
          .sort((a, b) => ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1)),
      );
    default:
      return canonical(values[section]);
  }
}

/** JSON with names in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
