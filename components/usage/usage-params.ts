import {
  createLoader,
  type inferParserType,
  parseAsArrayOf,
  parseAsIsoDate,
  parseAsIsoDateTime,
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
  type UsageRange,
} from "@/lib/usage/ranges";
import type { UsageQuery } from "@/lib/usage/schemas";

/** The view's state in the URL: the same table for the server's reading and the browser's writing. */
export const usageParams = {
  range: parseAsStringLiteral(USAGE_PRESETS).withDefault("24h"),
  from: parseAsIsoDate,
  to: parseAsIsoDate,
  /** Zoomed in: these two instants win over days and presets. */
  start: parseAsIsoDateTime,
  end: parseAsIsoDateTime,
  detail: parseAsStringLiteral(USAGE_DETAILS),
  key: parseAsArrayOf(parseAsString).withDefault([]),
  product: parseAsArrayOf(parseAsString).withDefault([]),
  compare: parseAsString.withDefault(""),
};

export type UsageParams = inferParserType<typeof usageParams>;

export const loadUsageParams = createLoader(usageParams);

/** A product as the filter offers it: its slug in the URL, its ID in the query. */
export type ProductOption = { id: string; slug: string; name: string };

type RangeParams = Pick<UsageParams, "range" | "from" | "to" | "start" | "end">;

/** Two instants a minute apart win over two days in order, and these over a preset; half a range counts as none. */
export function rangeOf({ range, from, to, start, end }: RangeParams): UsageRange {
  if (start !== null && end !== null && end.getTime() - start.getTime() >= 60_000 && isSpan(start, end))
    return { start: start.toISOString(), end: end.toISOString() };
  if (from === null || to === null || from > to) return { preset: range };
  return { from: from.toISOString().slice(0, 10), to: to.toISOString().slice(0, 10) };
}

/** Whether there is a detail to show it in. */
function isSpan(start: Date, end: Date): boolean {
  return detailsFor({ start: start.toISOString(), end: end.toISOString() }).length > 0;
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
