import fc from "fast-check";
import { expect, test } from "vitest";
import { pauseAfter, retryAfterMs, TRIES_MAX } from "./backoff";

const HOUR = 3_600_000;
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("a delivery is tried for about three days, ever more rarely, then given up", () => {
  fc.assert(
    fc.property(fc.array(random, { minLength: TRIES_MAX, maxLength: TRIES_MAX }), (jitter) => {
      const pauses = jitter.map((one, index) => pauseAfter(index + 1, null, one));
      expect(pauses.at(-1)).toBeNull();
      const waits = pauses.slice(0, -1).map(Number);
      expect(waits.every((wait, index) => wait > (waits[index - 1] ?? 0))).toBe(true);
      const total = waits.reduce((all, wait) => all + wait, 0);
      expect(total).toBeGreaterThan(2.5 * 24 * HOUR);
      expect(total).toBeLessThan(3.75 * 24 * HOUR);
    }),
  );
});

test("a receiver gets the time it asks for up to a day, and is never tried sooner than planned", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: TRIES_MAX - 1 }),
      fc.nat(10 * 24 * HOUR),
      random,
      (tries, asked, jitter) => {
        const planned = Number(pauseAfter(tries, null, jitter));
        const wait = Number(pauseAfter(tries, asked, jitter));
        expect(wait).toBe(Math.round(Math.max(planned, Math.min(asked, 24 * HOUR))));
      },
    ),
  );
});

test("Retry-After is read as seconds or as a date of HTTP, and anything else says nothing", () => {
  const now = new Date("2026-03-02T12:00:00Z");
  expect(retryAfterMs("120", now)).toBe(120_000);
  expect(retryAfterMs("Mon, 02 Mar 2026 12:01:00 GMT", now)).toBe(60_000);
  expect(retryAfterMs("Mon, 02 Mar 2026 11:00:00 GMT", now)).toBe(0);
  for (const text of [undefined, "", "soon", "-1", "1e9", "2026-03-02", "99999999999"]) {
    expect(retryAfterMs(text, now)).toBeNull();
  }
});
