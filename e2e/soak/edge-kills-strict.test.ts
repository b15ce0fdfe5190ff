import { afterAll, beforeAll, expect, test } from "vitest";
import { type Fleet, startFleet } from "./fleet";
import { killOften } from "./kill-edge";

const KILLS = 20;

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet(1, { METER_STRICT: "1" });
});
afterAll(() => fleet?.stop());

test("with METER_STRICT=1 every call that reached the upstream is counted, once", async () => {
  const { counted, upstream } = await killOften(fleet, KILLS, 0);
  expect(counted).toBe(upstream);
}, 900_000);
