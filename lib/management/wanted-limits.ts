import type { LimitInForce } from "@/lib/limits/class-qps";
import type { OwnLimit } from "@/lib/limits/schemas";
import type { ResolvedProduct } from "./resolve-products";
import type { ResolvedQuota } from "./resolve-quotas";

/** Own limits as they are wanted, and which field of the body each came from. */
export type WantedLimits = { limits: OwnLimit[]; fieldOf: string[] };

type Wanted = {
  products?: readonly ResolvedProduct[] | undefined;
  quotas?: readonly ResolvedQuota[] | undefined;
};

const QUOTA_KINDS: ReadonlySet<string> = new Set(["hour", "day", "month"]);

/**
 * The customer's own limits of a key: what the body says, over what was there.
 *
 * Quotas are replaced when the body has any. Queries per second of a class stay when the body does not mention them; they and
 * the quotas that were there go with a class the key cannot call any more. A limit that is just what was agreed anyway is none of one's
 * own, so that a body made from an answer changes nothing.
 */
export function wantedLimits(before: readonly LimitInForce[], { products, quotas }: Wanted): WantedLimits {
  const callable = products && new Set(products.flatMap(({ callableIds }) => callableIds));
  const own = before.filter(
    ({ source, classId }) =>
      source === "customer" && (classId === null || callable === undefined || callable.has(classId)),
  );
  const agreed = agreedOf(before);
  const wanted = new Map<string, { limit: OwnLimit; field: string }>();
  const put = (limit: OwnLimit, field: string) => wanted.set(nameOf(limit), { limit, field });
  for (const { source: _, ...limit } of own) put(limit, "limits");
  if (quotas !== undefined) {
    for (const [name, { limit }] of wanted) {
      if (QUOTA_KINDS.has(limit.kind)) wanted.delete(name);
    }
    for (const { field, ...limit } of quotas) {
      if (agreed.get(nameOf(limit)) !== limit.value) put(limit, field);
    }
  }
  if (products !== undefined) {
    for (const { classId, qps, agreed, field } of products.flatMap((product) => product.rates(before))) {
      const limit = { kind: "qps", unit: "requests", classId, value: qps ?? 0 } as const;
      if (qps === null) wanted.delete(nameOf(limit));
      else if (qps !== agreed || wanted.has(nameOf(limit))) put(limit, field);
    }
  }
  const all = [...wanted.values()];
  return { limits: all.map(({ limit }) => limit), fieldOf: all.map(({ field }) => field) };
}

/** What holds without a limit of one's own: of several agreed for the same thing the lowest. */
function agreedOf(limits: readonly LimitInForce[]): ReadonlyMap<string, number> {
  const agreed = new Map<string, number>();
  for (const limit of limits) {
    if (limit.source === "customer") continue;
    const name = nameOf(limit);
    agreed.set(name, Math.min(limit.value, agreed.get(name) ?? limit.value));
  }
  return agreed;
}

/** Field errors about `limits.<n>` under the field that the limit came from; what is wrong with a quota's class, at its class. */
export function limitFields(
  fields: Record<string, string[]>,
  fieldOf: readonly string[],
): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, sentences]) => {
      const [, index, part] = /^limits\.(\d+)(?:\.(\w+)|$)/.exec(name) ?? [];
      const field = index === undefined ? undefined : fieldOf[Number(index)];
      return [(part === "classId" ? field?.replace(/\.limit$/, ".class") : field) || name, sentences];
    }),
  );
}

function nameOf({ kind, unit, classId }: Pick<OwnLimit, "kind" | "unit" | "classId">): string {
  return `${kind} ${unit} ${classId ?? ""}`;
}
