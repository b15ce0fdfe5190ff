import { expect, test } from "vitest";
import { usageBreakdown } from "@/lib/usage/breakdown";
import { seedLatency } from "./latency";
import { profiledKey } from "./testing/profiled-key";
import { seedUsage } from "./usage";

test("each seeded call is measured, a few minutes and whole hours alike, and a second stretch adds to the first", async () => {
  const { ctx, key, profile } = await profiledKey({ stream: "latency", callsPerMinute: 40 });
  const at = (hours: number) => new Date(ctx.now.getTime() + hours * 3_600_000);
  for (const [from, to] of [
    [at(-60), at(-2)],
    [at(-2), at(0)],
  ] as const) {
    await seedUsage([profile], from, to);
    await seedLatency([profile], from, to);
  }
  const { latency, outcomes } = await usageBreakdown(ctx, {
    range: { preset: "7d" },
    detail: "hour",
    timeZone: "UTC",
    keys: [key.id],
    products: [],
    compare: "",
  });
  const calls = outcomes.reduce((sum, { requests }) => sum + requests, 0);
  expect(calls).toBeGreaterThan(1000);
  expect(latency.measured).toBe(calls);
  const { p50, p95, p99 } = latency.overall ?? { p50: 0, p95: 0, p99: 0 };
  expect(p50).toBeGreaterThan(25);
  expect(p95).toBeGreaterThan(p50 * 1.5);
  expect(p99).toBeLessThan(800);
});
