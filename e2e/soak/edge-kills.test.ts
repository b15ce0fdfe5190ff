import { afterAll, beforeAll, expect, test } from "vitest";
import { type Fleet, startFleet } from "./fleet";
import { killOften } from "./kill-edge";

const KILLS = 50;

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet(1);
});
afterAll(() => fleet?.stop());

test(`kill -9 of an edge at ${KILLS} random moments: no call doubled, none lost that was answered 10 ms before`, async () => {
  const { answered, counted, upstream } = await killOften(fleet, KILLS, 10);
  expect(counted).toBeGreaterThanOrEqual(answered);
  expect(counted).toBeLessThanOrEqual(upstream);
}, 900_000);
