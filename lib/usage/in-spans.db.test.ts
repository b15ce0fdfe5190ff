import fc from "fast-check";
import { expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { inSpans } from "./in-spans";
import type { Span } from "./spans";
import { HOUR_MS } from "./units";

const START = Date.UTC(2026, 2, 1);

/** Ascending, each hour in at most one. */
const spans = (hours: number) =>
  fc.uniqueArray(fc.integer({ min: 0, max: hours }), { minLength: 2, maxLength: 40 }).map((given) => {
    const at = given.sort((a, b) => a - b).map((hour) => START + hour * HOUR_MS);
    return at.slice(1).flatMap((to, i): Span[] => (i % 2 === 0 ? [{ from: at[i] ?? to, to }] : []));
  });

test.each([
  ["few", 300],
  ["many", 6_000],
])("of %s stretches exactly those within the spans are read", async (_, hours) => {
  await fc.assert(
    fc.asyncProperty(spans(hours), async (wanted) => {
      const values: unknown[] = [new Date(START), hours];
      const where = inSpans("at", wanted, HOUR_MS, (value) => `$${values.push(value)}`);
      const { rows } = await pool().query<{ hour: number }>(
        `SELECT n AS hour FROM generate_series(0, $2::int) AS n, LATERAL (SELECT $1::timestamptz + n * interval '1 hour' AS at) AS t
          WHERE ${where} ORDER BY n`,
        values,
      );
      const within = Array.from({ length: hours + 1 }, (_, n) => n).filter((n) =>
        wanted.some(({ from, to }) => START + n * HOUR_MS >= from && START + n * HOUR_MS < to),
      );
      expect(rows.map(({ hour }) => hour)).toEqual(within);
    }),
    { seed: 43, numRuns: 25 },
  );
});
