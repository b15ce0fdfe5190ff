import { expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { callersOfKey } from "@/lib/usage/callers";
import { usageReport } from "@/lib/usage/report";
import { seedCallers } from "./callers";
import { profiledKey } from "./testing/profiled-key";
import { seedUsage } from "./usage";

test("a seeded key has callers, networks and endpoints, never more calls of them than it has, and a second stretch adds to the first", async () => {
  const { ctx, key, profile } = await profiledKey({ stream: "callers", callsPerMinute: 60 });
  const at = (minutes: number) => new Date(ctx.now.getTime() + minutes * 60_000);
  for (const [from, to] of [
    [at(-180), at(-90)],
    [at(-90), at(0)],
  ] as const) {
    await seedUsage([profile], from, to);
    await seedCallers([profile], from, to);
  }
  const { ip, country } = await callersOfKey(ctx, key.id, at(-180), 10);
  const query = {
    range: { preset: "24h" },
    detail: "hour",
    timeZone: "UTC",
    keys: [key.id],
    products: [],
    compare: "",
  } as const;
  const { totals } = await usageReport(ctx, { ...query, keys: [key.id], products: [], compare: "" });
  const sum = ip.reduce((all, { requests }) => all + requests, 0);
  expect(ip.length).toBeGreaterThan(1);
  expect(country.map(({ value }) => value)).toEqual(["PT", "ES"]);
  expect(sum).toBeLessThanOrEqual(totals.requests);
  expect(sum).toBeGreaterThan(totals.requests * 0.95);

  const { rows } = await pool().query<{ dimension: string; value: string; requests: number }>(
    `SELECT dimension, value, sum(requests)::int AS requests FROM usage_top
      WHERE key_id = $1 AND dimension IN ('network', 'endpoint') GROUP BY 1, 2 ORDER BY 1, 2`,
    [key.id],
  );
  expect(rows[0]).toMatchObject({ dimension: "endpoint", requests: totals.requests });
  expect(rows.slice(1).map(({ value }) => value)).toEqual(["198.51.100.0/24", "203.0.113.0/24"]);
});
