import { z } from "zod";
import { DomainError } from "@/lib/errors/domain-error";
import type { KeyRef } from "@/lib/keys/schemas";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { bucketStarts, floorTo } from "./buckets";
import { USAGE_DETAILS, type UsageDetail } from "./ranges";
import type { UsageTotals } from "./schemas";
import type { UsageScope } from "./scope";
import { countByBucket } from "./series";
import { readSnapshot } from "./snapshot";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./units";

const ZONE = "UTC";
/** How many days a series may cover: at most 1,440 minutes, 744 hours, 366 days. */
const SPAN_DAYS = { minute: 1, hour: 31, day: 366 } as const satisfies Record<UsageDetail, number>;
const DEFAULT_SPAN_MS = { minute: HOUR_MS, hour: DAY_MS, day: 30 * DAY_MS } as const satisfies Record<
  UsageDetail,
  number
>;

const Moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()], {
  error: "Use a time such as 2026-03-31T12:00:00Z, or a date.",
});

/** Which usage of a key to count: `[from, to)`, by minutes, hours or days (UTC). */
export const KeyUsageQuery = z.strictObject({
  from: Moment.optional().meta({
    description: "Left out: an hour, a day or 30 days before `to`. A minute that it cuts counts whole.",
    example: "2026-03-30T12:00:00Z",
  }),
  to: Moment.optional().meta({ description: "Left out: now." }),
  interval: z.enum(USAGE_DETAILS, "Choose minute, hour or day.").default("hour"),
});
export type KeyUsageQuery = z.output<typeof KeyUsageQuery>;

const Count = z.int().min(0);
const Counts = z.object({
  requests: Count.meta({ description: "Every decided call, refusals included." }),
  qpsBreaches: Count.meta({ description: "Calls refused as `qps_exceeded`; part of `status4xx`." }),
  status4xx: Count,
  status5xx: Count,
  bytesIn: Count,
  bytesOut: Count,
});
type Counts = z.output<typeof Counts>;

/** Usage of one key; the series adds up to the totals. */
export const KeyUsageReport = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    interval: z.enum(USAGE_DETAILS),
    totals: Counts,
    series: z.array(
      Counts.extend({ time: z.iso.datetime().meta({ description: "Start of the interval." }) }),
    ),
  })
  .meta({ id: "KeyUsage" });
export type KeyUsageReport = z.output<typeof KeyUsageReport>;

/**
 * What a key of the organization was used for, interval by interval, zeros included. Counted calls are in it within seconds.
 * @throws {DomainError} `forbidden`; `not_found`, also for another organization's key; `invalid_input` for a range that is
 * empty or in the future; `range_too_wide` for one too long for its interval; `unavailable` when adding up took longer than 5 seconds.
 */
export async function keyUsage(
  ctx: OrgContext,
  { keyId }: KeyRef,
  query: KeyUsageQuery,
): Promise<KeyUsageReport> {
  requirePermission(ctx, "usage:read");
  const { fromMs, toMs } = rangeOf(query, ctx.now.getTime());
  const scope: UsageScope = { orgId: ctx.org.id, fromMs, toMs, keys: [keyId], products: [] };
  return readSnapshot(async (client) => {
    const { rowCount } = await client.query("SELECT FROM key WHERE id = $1 AND org_id = $2", [
      keyId,
      ctx.org.id,
    ]);
    if (rowCount === 0) throw new DomainError("not_found", { message: "There is no key with this ID." });
    const starts = bucketStarts(fromMs, toMs, query.interval, ZONE);
    const counted = await countByBucket(client, scope, starts);
    const series = starts.map((start, at) => {
      const counts = counted.get(at + 1);
      return { time: new Date(start).toISOString(), ...(counts === undefined ? NOTHING : toCounts(counts)) };
    });
    return {
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
      interval: query.interval,
      totals: series.reduce<Counts>((sum, { time: _, ...counts }) => add(sum, counts), NOTHING),
      series,
    };
  });
}

function rangeOf({ from, to, interval }: KeyUsageQuery, nowMs: number): { fromMs: number; toMs: number } {
  const toMs = Math.min(to === undefined ? nowMs : Date.parse(to), nowMs);
  const wantedFrom = from === undefined ? toMs - DEFAULT_SPAN_MS[interval] : Date.parse(from);
  const fromMs = floorTo(wantedFrom, "minute", ZONE);
  if (fromMs >= toMs) throw wrong("from", "Choose a start that is before the end, and not in the future.");
  // The minute that a start cuts counts whole, so a range of exactly the most there can be has one more.
  if (toMs - fromMs > SPAN_DAYS[interval] * DAY_MS + MINUTE_MS) {
    const fields = { interval: ["Choose a longer interval or a shorter range."] };
    throw new DomainError("range_too_wide", { fields });
  }
  return { fromMs, toMs };
}

function wrong(field: string, sentence: string): DomainError {
  return new DomainError("invalid_input", { fields: { [field]: [sentence] } });
}

function toCounts({ clientErrors, serverErrors, ...counted }: UsageTotals): Counts {
  const { requests, qpsBreaches, bytesIn, bytesOut } = counted;
  return {
    requests,
    qpsBreaches,
    status4xx: clientErrors,
    status5xx: serverErrors,
    bytesIn,
    bytesOut,
  };
}

const NOTHING: Counts = {
  requests: 0,
  qpsBreaches: 0,
  status4xx: 0,
  status5xx: 0,
  bytesIn: 0,
  bytesOut: 0,
};

function add(a: Counts, b: Counts): Counts {
  return {
    requests: a.requests + b.requests,
    qpsBreaches: a.qpsBreaches + b.qpsBreaches,
    status4xx: a.status4xx + b.status4xx,
    status5xx: a.status5xx + b.status5xx,
    bytesIn: a.bytesIn + b.bytesIn,
    bytesOut: a.bytesOut + b.bytesOut,
  };
}
