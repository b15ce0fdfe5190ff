import { z } from "zod";

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

export const MAX_FILTER_VALUES = 50;

/** Length of a range between two instants, milliseconds. */
function lengthOf({ start, end }: { start: string; end: string }): number {
  return Date.parse(end) - Date.parse(start);
}

const Instant = z.iso.datetime("Use a time like 2026-03-31T12:00:00Z.");

const CalendarDay = z.iso.date("Use a date like 2026-03-31.");

/** An IANA zone that this runtime knows. */
export const TimeZone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/, "Use an IANA time zone like Europe/Berlin.")
  .refine(isTimeZone, "This time zone is not known.");

const Ids = z
  .array(z.string().min(1).max(64))
  .max(MAX_FILTER_VALUES, `Choose at most ${MAX_FILTER_VALUES}.`)
  .default([]);

/** What to hold the numbers against: nothing, the period before, or another key in the same period (its ID). */
const Compare = z.string().max(64).default("");
export const PREVIOUS = "previous";

/** What an Analytics view asks for. A detail that is too fine for the range is refused on the field `detail`. */
export const UsageQuery = z
  .object({
    range: z.union([
      z.object({ preset: z.enum(USAGE_PRESETS) }),
      z.object({ from: CalendarDay, to: CalendarDay }).refine(({ from, to }) => from <= to, {
        path: ["to"],
        message: "Choose a last day that is not before the first.",
      }),
      z
        .object({ start: Instant, end: Instant })
        .refine((span) => lengthOf(span) >= 60_000, { path: ["end"], message: "Choose at least a minute." }),
    ]),
    detail: z.enum(USAGE_DETAILS),
    timeZone: TimeZone,
    keys: Ids,
    products: Ids,
    compare: Compare,
  })
  .refine(({ range, detail }) => detailsFor(range).includes(detail), {
    path: ["detail"],
    message: "Choose a coarser detail or a shorter range.",
  });
export type UsageQuery = z.output<typeof UsageQuery>;

const Count = z.int().min(0);

export const UsageTotals = z.object({
  /** Every decided call, refusals included. */
  requests: Count,
  /** Calls refused as `qps_exceeded`; part of `clientErrors`. */
  qpsBreaches: Count,
  /** Final status 4xx, ours and the upstream's. */
  clientErrors: Count,
  /** Final status 5xx, ours and the upstream's. */
  serverErrors: Count,
  /** Calls whose credential was not accepted: missing, unknown, ended or disabled. Calls that could be matched to the org. */
  authFailures: Count,
  /** Bytes of the requests' bodies, and of the answers'. */
  bytesIn: Count,
  bytesOut: Count,
});
export type UsageTotals = z.output<typeof UsageTotals>;
export type UsageMeasure = keyof UsageTotals;

/** One value a bucket; `null` where no data could exist, which is not the same as zero. */
const Values = z.array(Count.nullable());

export const UsageSeries = z.object({
  /** Start of each bucket, Unix milliseconds; the last one ends with the range. */
  starts: z.array(z.int()),
  requests: Values,
  qpsBreaches: Values,
  clientErrors: Values,
  serverErrors: Values,
  authFailures: Values,
  bytesIn: Values,
  bytesOut: Values,
  /** The range begins inside the first bucket. */
  isFirstPartial: z.boolean(),
  /** The last bucket is not over yet. */
  isLastPartial: z.boolean(),
});
export type UsageSeries = z.output<typeof UsageSeries>;

/** What the numbers are held against; each value of its series belongs beside the one at the same place in the view's. */
export const Comparison = z.object({
  /** `previous`, or the key's ID. */
  with: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  totals: UsageTotals,
  series: UsageSeries,
});
export type Comparison = z.output<typeof Comparison>;

/** Totals and series of one and the same moment: the series adds up to the totals. */
export const UsageReport = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  detail: z.enum(USAGE_DETAILS),
  timeZone: z.string(),
  /** The range ends now and grows. */
  isLive: z.boolean(),
  totals: UsageTotals,
  series: UsageSeries,
  comparison: Comparison.nullable(),
  /** Whether anything was ever counted for these keys and products. */
  hasCalls: z.boolean(),
  /** Part of the range was made up for a demo. */
  hasDemoData: z.boolean(),
  /** Since when calls wait to be counted; `null` when counting keeps up. */
  behindSince: z.iso.datetime().nullable(),
});
export type UsageReport = z.output<typeof UsageReport>;

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

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * A query as URL parameters and back, the same on both ends of the wire: `range`, or `from` and `to`, or `start` and `end`; `detail`; `tz`;
 * `key` and `product`, repeated; `compare`.
 */
export function toSearchParams(query: UsageQuery): URLSearchParams {
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
