import {
  createLoader,
  type inferParserType,
  parseAsArrayOf,
  parseAsIsoDate,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import {
  defaultDetail,
  detailsFor,
  MAX_FILTER_VALUES,
  USAGE_DETAILS,
  USAGE_PRESETS,
  type UsageDetail,
  type UsageQuery,
  type UsageRange,
} from "@/lib/usage/schemas";

/** The view's state in the URL: the same table for the server's reading and the browser's writing. */
export const usageParams = {
  range: parseAsStringLiteral(USAGE_PRESETS).withDefault("24h"),
  from: parseAsIsoDate,
  to: parseAsIsoDate,
  detail: parseAsStringLiteral(USAGE_DETAILS),
  key: parseAsArrayOf(parseAsString).withDefault([]),
  product: parseAsArrayOf(parseAsString).withDefault([]),
  compare: parseAsString.withDefault(""),
};

export type UsageParams = inferParserType<typeof usageParams>;

export const loadUsageParams = createLoader(usageParams);

/** A product as the filter offers it: its slug in the URL, its ID in the query. */
export type ProductOption = { id: string; slug: string; name: string };

/** Two days in order win over a preset; half a range counts as none. */
export function rangeOf({ range, from, to }: Pick<UsageParams, "range" | "from" | "to">): UsageRange {
  if (from === null || to === null || from > to) return { preset: range };
  return { from: from.toISOString().slice(0, 10), to: to.toISOString().slice(0, 10) };
}

/** The chosen detail where the range allows it, else the range's own. */
export function detailOf(params: UsageParams): UsageDetail {
  const range = rangeOf(params);
  const allowed = detailsFor(range);
  return params.detail !== null && allowed.includes(params.detail) ? params.detail : defaultDetail(range);
}

/** What the view asks the server for. Products nobody knows go along and are refused there, like unknown keys. */
export function queryOf(
  params: UsageParams,
  timeZone: string,
  products: readonly ProductOption[],
  keyId?: string,
): UsageQuery {
  return {
    range: rangeOf(params),
    detail: detailOf(params),
    timeZone,
    keys: keyId === undefined ? params.key.slice(0, MAX_FILTER_VALUES) : [keyId],
    products: params.product
      .slice(0, MAX_FILTER_VALUES)
      .map((slug) => products.find((product) => product.slug === slug)?.id ?? slug),
    compare: keyId === undefined ? params.compare.slice(0, 64) : "",
  };
}
