import { z } from "zod";
import { detailsFor, lengthOf, MAX_FILTER_VALUES, USAGE_DETAILS, USAGE_PRESETS } from "./ranges";

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
  /** Calls that ended before this are counted. */
  countedTo: z.iso.datetime(),
  /** Since when calls wait to be counted; `null` when counting keeps up. */
  behindSince: z.iso.datetime().nullable(),
});
export type UsageReport = z.output<typeof UsageReport>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
