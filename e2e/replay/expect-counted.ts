import { expect } from "vitest";
import type { OrgContext } from "@/lib/orgs/context";
import type { UsageQuery, UsageReport } from "@/lib/usage/schemas";
import { DAY_MS, HOUR_MS } from "@/lib/usage/units";
import type { TestOrg } from "@/test/factories";
import type { World } from "../faults/world";
import { countBy, exactQuantile, type Fact, hourOf } from "./fact";

/** Zones in which days begin apart: at a full hour of UTC, and in the middle of one. */
const ZONES = [
  ["UTC", 0],
  ["Asia/Kolkata", 19_800_000],
] as const;
/** What a percentile may be off by, and half a microsecond of rounding. */
const ACCURACY = 0.02;
const ROUNDING_MS = 0.0006;
const BUSIEST = 5;
/** Nothing is rolled up before it has been over for so long. */
const SETTLED_AFTER_MS = 60_000;

/** Waits until so many calls are counted in all, and then until nothing is added for a second more. */
export async function untilCounted(world: World, calls: number): Promise<void> {
  const total = async () => {
    const [row] = await world.query<{ calls: string }>(
      "SELECT coalesce(sum(requests), 0) AS calls FROM usage_minute",
    );
    return Number(row?.calls ?? 0);
  };
  await expect.poll(total, { timeout: 60_000, interval: 100 }).toBeGreaterThanOrEqual(calls);
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(await total()).toBe(calls);
}

/** The stored rows of a resolution say of every key, hour or day that is over, product, status and code what the facts say. */
export async function expectRows(
  world: World,
  facts: readonly Fact[],
  table: "usage_minute" | "usage_quarter" | "usage_hour" | "usage_day",
): Promise<void> {
  const [time, unit, ms] =
    table === "usage_minute"
      ? (["minute", "hour", HOUR_MS] as const)
      : ([
          "start",
          table === "usage_day" ? "day" : "hour",
          table === "usage_day" ? DAY_MS : HOUR_MS,
        ] as const);
  const rows = await world.query<{ name: string; calls: string }>(
    `SELECT concat_ws(' ', org_id, key_id, product_id, extract(epoch FROM date_trunc('${unit}', ${time}, 'UTC'))::bigint,
                      status, code) AS name, sum(requests) AS calls
       FROM ${table} WHERE key_id <> '*' GROUP BY 1`,
  );
  const isOver = ({ at }: Fact) => Math.floor(at / ms) * ms + ms < Date.now() - SETTLED_AFTER_MS;
  const rolled = table === "usage_minute" ? facts : facts.filter(isOver);
  const wanted = countBy(rolled, ({ orgId, keyId, productId, at, status, code }) =>
    [orgId, keyId, productId, (Math.floor(at / ms) * ms) / 1000, status, code].join(" "),
  );
  expect(sorted(new Map(rows.map(({ name, calls }) => [name, Number(calls)])))).toEqual(sorted(wanted));
}

/** The same of the country and the program of every call, by key and hour. */
export async function expectCallers(world: World, facts: readonly Fact[]): Promise<void> {
  for (const dimension of ["country", "agent"] as const) {
    const rows = await world.query<{ name: string; calls: string }>(
      `SELECT concat_ws('|', org_id, key_id, extract(epoch FROM hour)::bigint, value) AS name, sum(requests) AS calls
         FROM usage_top WHERE dimension = '${dimension}' AND key_id <> '*' GROUP BY 1`,
    );
    const wanted = countBy(facts, (fact) =>
      [fact.orgId, fact.keyId, hourOf(fact) / 1000, fact[dimension]].join("|"),
    );
    expect(sorted(new Map(rows.map(({ name, calls }) => [name, Number(calls)])))).toEqual(sorted(wanted));
  }
}

/**
 * What a member of the org sees is what the facts say: every hour and day in either zone, each key and product, how calls
 * ended, where they came from; and percentiles within 2 % of the calls' own.
 */
export async function expectOnDashboard(org: TestOrg, all: readonly Fact[]): Promise<void> {
  const { usageReport } = await import("@/lib/usage/report");
  const { usageBreakdown } = await import("@/lib/usage/breakdown");
  const { viewerCtx } = await import("@/test/contexts");
  const ctx: OrgContext = { ...(await viewerCtx(org)), now: new Date() };
  const facts = all.filter(({ orgId }) => orgId === org.id);
  const query = queryOf(facts);
  for (const [timeZone, offset] of ZONES) {
    for (const detail of ["hour", "day"] as const) {
      const ms = detail === "hour" ? HOUR_MS : DAY_MS;
      const bucket = ({ at }: Fact) => Math.floor((at + offset) / ms) * ms - offset;
      const { series, totals } = await usageReport(ctx, { ...query, timeZone, detail });
      expect(totals).toMatchObject(totalsOf(facts));
      expect(seriesOf(series, "requests")).toEqual(countBy(facts, bucket));
      const failed = facts.filter(({ status }) => status >= 500);
      expect(seriesOf(series, "serverErrors")).toEqual(countBy(failed, bucket));
    }
  }
  for (const keyId of new Set(facts.map((fact) => fact.keyId))) {
    const ofKey = facts.filter((fact) => fact.keyId === keyId);
    const { series, totals } = await usageReport(ctx, { ...query, keys: [keyId] });
    expect(totals).toMatchObject(totalsOf(ofKey));
    expect(seriesOf(series, "requests")).toEqual(countBy(ofKey, hourOf));
  }
  for (const productId of new Set(facts.map((fact) => fact.productId))) {
    const { totals } = await usageReport(ctx, { ...query, products: [productId] });
    expect(totals).toMatchObject(totalsOf(facts.filter((fact) => fact.productId === productId)));
  }

  const breakdown = await usageBreakdown(ctx, query);
  expect(
    new Map(breakdown.outcomes.map(({ status, code, requests }) => [`${status} ${code}`, requests])),
  ).toEqual(countBy(facts, ({ status, code }) => `${status} ${code}`));
  expect(new Map(breakdown.products.map(({ id, requests }) => [id, requests]))).toEqual(
    countBy(facts, ({ productId }) => productId),
  );
  expectPercentiles(breakdown.latency, facts);
  await expectExported(ctx, query, facts);
  const busiest = [...countBy(facts, ({ keyId }) => keyId)].sort(([, a], [, b]) => b - a).slice(0, BUSIEST);
  for (const [keyId] of busiest) {
    const ofKey = facts.filter((fact) => fact.keyId === keyId);
    const { latency } = await usageBreakdown(ctx, { ...query, keys: [keyId] });
    expectPercentiles(latency, ofKey);
    await expectExported(ctx, { ...query, keys: [keyId] }, ofKey);
  }
}

function queryOf(facts: readonly Fact[]): UsageQuery {
  const times = facts.map(({ at }) => at);
  const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
  const range = { from: dayOf(Math.min(...times) - DAY_MS), to: dayOf(Math.max(...times) + DAY_MS) };
  return { range, detail: "hour", timeZone: "UTC", keys: [], products: [], compare: "" };
}

function totalsOf(facts: readonly Fact[]) {
  const count = (matches: (fact: Fact) => boolean) => facts.filter(matches).length;
  return {
    requests: facts.length,
    qpsBreaches: count(({ code }) => code === "qps_exceeded"),
    clientErrors: count(({ status }) => status >= 400 && status < 500),
    serverErrors: count(({ status }) => status >= 500),
  };
}

function seriesOf(series: UsageReport["series"], name: "requests" | "serverErrors"): Map<string, number> {
  const found = new Map<string, number>();
  for (const [i, start] of series.starts.entries()) {
    const value = series[name][i] ?? 0;
    if (value !== 0) found.set(String(start), value);
  }
  return found;
}

type Latency = Awaited<ReturnType<typeof import("@/lib/usage/breakdown").usageBreakdown>>["latency"];

function expectPercentiles(latency: Latency, facts: readonly Fact[]): void {
  const measured = facts.filter(({ latencyMs }) => latencyMs > 0);
  expect(latency.measured).toBe(measured.length);
  const near = (shown: number | null | undefined, of: readonly Fact[], part: number) => {
    const exact = exactQuantile(
      of.map(({ latencyMs }) => latencyMs),
      part,
    );
    expect(Math.abs((shown ?? Number.NaN) - exact)).toBeLessThanOrEqual(exact * ACCURACY + ROUNDING_MS);
  };
  for (const [name, part] of [
    ["p50", 0.5],
    ["p95", 0.95],
    ["p99", 0.99],
  ] as const) {
    near(latency.overall?.[name], measured, part);
    for (const [i, start] of latency.starts.entries()) {
      const ofHour = measured.filter((fact) => hourOf(fact) === start);
      if (ofHour.length === 0) expect(latency[name][i]).toBeNull();
      else near(latency[name][i], ofHour, part);
    }
  }
}

/** Whole lists go out as files: the panel shows their heads. */
async function expectExported(ctx: OrgContext, query: UsageQuery, facts: readonly Fact[]): Promise<void> {
  const { exportUsage } = await import("@/lib/usage/export");
  for (const panel of ["country", "agent"] as const) {
    const parts: string[] = [];
    for await (const part of await exportUsage(ctx, query, { panel, format: "json" })) parts.push(part);
    const rows = JSON.parse(parts.join("")) as Record<string, string | number>[];
    expect(new Map(rows.map((row) => [String(row[panel]), row.requests_at_least]))).toEqual(
      countBy(facts, (fact) => fact[panel]),
    );
    expect(rows.filter((row) => row.not_told_apart !== 0)).toEqual([]);
  }
}

function sorted(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
