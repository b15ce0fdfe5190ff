import { z } from "zod";
import { USAGE_DETAILS } from "./ranges";

const Count = z.int().min(0);
const Milliseconds = z.number().min(0);

const Percentiles = z.object({ p50: Milliseconds, p95: Milliseconds, p99: Milliseconds });

/** How long answers took, in milliseconds, right to 2 %; `null` where nothing was measured. */
export const LatencyReport = z.object({
  starts: z.array(z.int()),
  p50: z.array(Milliseconds.nullable()),
  p95: z.array(Milliseconds.nullable()),
  p99: z.array(Milliseconds.nullable()),
  isFirstPartial: z.boolean(),
  isLastPartial: z.boolean(),
  overall: Percentiles.nullable(),
  /** Of how many calls. Calls that were refused before anything was done are not measured. */
  measured: Count,
});
export type LatencyReport = z.output<typeof LatencyReport>;

/** Dimensions of callers and calls that have a panel of their own. */
export const TOP_DIMENSIONS = ["ip", "network", "agent", "referrer", "endpoint", "country"] as const;
export type TopDimension = (typeof TOP_DIMENSIONS)[number];

/** The heaviest values of a dimension. */
export const TopList = z.object({
  /** All calls: those of `values` and `other` add up to it. */
  total: Count,
  values: z.array(
    z.object({
      value: z.string(),
      /** At least so many calls. */
      requests: Count,
      /** So many more could be its own: calls of values that were not told apart. 0 where all are. */
      unsure: Count,
    }),
  ),
  other: Count,
});
export type TopList = z.output<typeof TopList>;

export const ANNOTATION_KINDS = ["rotation", "edit", "limit", "state"] as const;

/** Something that was done to a key, to be seen beside what its calls did. */
export const Annotation = z.object({
  at: z.iso.datetime(),
  kind: z.enum(ANNOTATION_KINDS),
  /** The action as the audit log names it. */
  action: z.string(),
  keyId: z.string().nullable(),
  keyName: z.string().nullable(),
});
export type Annotation = z.output<typeof Annotation>;

/** What an Analytics view shows below its four numbers. Read from one snapshot. */
export const UsageBreakdown = z.object({
  detail: z.enum(USAGE_DETAILS),
  timeZone: z.string(),
  isLive: z.boolean(),
  latency: LatencyReport,
  /** How calls ended: status and, where Keyward refused, its code. They add up to all calls. */
  outcomes: z.array(z.object({ status: z.int(), code: z.string(), requests: Count })),
  products: z.array(z.object({ id: z.string(), name: z.string().nullable(), requests: Count, bytes: Count })),
  /** Of one key alone: what each of its secrets did. */
  secrets: z
    .array(
      z.object({
        id: z.string(),
        head: z.string().nullable(),
        tail: z.string().nullable(),
        status: z.string().nullable(),
        requests: Count,
        refused: Count,
      }),
    )
    .nullable(),
  callers: z.object({
    /** Callers are counted by the hour: the whole hours that the range touches. */
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    /** A filter for products has no part in them. */
    ignoresProducts: z.boolean(),
    top: z.record(z.enum(TOP_DIMENSIONS), TopList),
  }),
  annotations: z.array(Annotation),
});
export type UsageBreakdown = z.output<typeof UsageBreakdown>;
