/** Moving ranges that end now. Hours and days are those of the viewer's clocks, the current one included. */
export const USAGE_PRESETS = ["1h", "24h", "7d", "30d"] as const;
export type UsagePreset = (typeof USAGE_PRESETS)[number];

/** Width of one point of a series. */
export const USAGE_DETAILS = ["minute", "hour", "day"] as const;
export type UsageDetail = (typeof USAGE_DETAILS)[number];

/**
 * A preset, two calendar days of the viewer's zone, both included, or two instants: from the minute of the first to that of
 * the second, which is not included.
 */
export type UsageRange =
  | { preset: UsagePreset }
  | { from: string; to: string }
  | { start: string; end: string };

/** Keys, or products, that a view can be narrowed to. */
export const MAX_FILTER_VALUES = 50;

/** Length of a range between two instants, milliseconds. */
export function lengthOf({ start, end }: { start: string; end: string }): number {
  return Date.parse(end) - Date.parse(start);
}

/** In place of a key's ID: what the numbers are held against is the period before. */
export const PREVIOUS = "previous";

/** Details that keep a range readable and cheap, finest first: at most 1,440 minutes, 31 days of hours, 366 days. */
export function detailsFor(range: UsageRange): readonly UsageDetail[] {
  if ("preset" in range) return PRESET_DETAILS[range.preset];
  if ("start" in range) return detailsOfDays(lengthOf(range) / 86_400_000);
  return detailsOfDays((Date.parse(range.to) - Date.parse(range.from)) / 86_400_000 + 1);
}

function detailsOfDays(days: number): readonly UsageDetail[] {
  if (days <= 1) return ["minute", "hour"];
  if (days <= 31) return ["hour", "day"];
  return days <= 366 ? ["day"] : [];
}

/** The detail a range is shown in unless somebody chose another. */
export function defaultDetail(range: UsageRange): UsageDetail {
  if ("preset" in range) return PRESET_DEFAULTS[range.preset];
  if ("start" in range) {
    const hours = lengthOf(range) / 3_600_000;
    if (hours <= 6) return "minute";
    return hours <= 168 ? "hour" : "day";
  }
  const days = (Date.parse(range.to) - Date.parse(range.from)) / 86_400_000 + 1;
  return days <= 7 ? "hour" : "day";
}

const PRESET_DETAILS = {
  "1h": ["minute"],
  "24h": ["minute", "hour"],
  "7d": ["hour", "day"],
  "30d": ["hour", "day"],
} as const satisfies Record<UsagePreset, readonly UsageDetail[]>;

const PRESET_DEFAULTS = {
  "1h": "minute",
  "24h": "hour",
  "7d": "hour",
  "30d": "day",
} as const satisfies Record<UsagePreset, UsageDetail>;

/** What `UsageQuery` holds. */
type Query = {
  range: UsageRange;
  detail: UsageDetail;
  timeZone: string;
  keys: readonly string[];
  products: readonly string[];
  compare: string;
};

/**
 * A query as URL parameters and back, the same on both ends of the wire: `range`, or `from` and `to`, or `start` and `end`; `detail`; `tz`;
 * `key` and `product`, repeated; `compare`.
 */
export function toSearchParams(query: Query): URLSearchParams {
  const params = new URLSearchParams();
  if ("preset" in query.range) params.set("range", query.range.preset);
  else for (const [name, value] of Object.entries(query.range)) params.set(name, value);
  params.set("detail", query.detail);
  params.set("tz", query.timeZone);
  for (const key of query.keys) params.append("key", key);
  for (const product of query.products) params.append("product", product);
  if (query.compare !== "") params.set("compare", query.compare);
  return params;
}

/** What `UsageQuery` parses, from URL parameters nobody has looked at yet. */
export function fromSearchParams(params: URLSearchParams): unknown {
  const preset = params.get("range");
  const ends = params.has("start") ? (["start", "end"] as const) : (["from", "to"] as const);
  return {
    range: preset === null ? Object.fromEntries(ends.map((end) => [end, params.get(end)])) : { preset },
    detail: params.get("detail"),
    timeZone: params.get("tz"),
    keys: params.getAll("key"),
    products: params.getAll("product"),
    compare: params.get("compare") ?? "",
  };
}
