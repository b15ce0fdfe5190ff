import { afterAll, beforeAll, expect, test } from "vitest";
import { type Fleet, startFleet } from "./fleet";
import { killOften } from "./kill-edge";

const KILLS = 20;

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet(1, { METER_STRICT: "1" });
});
afterAll(() => fleet?.stop());

test("with METER_STRICT=1 no call that reached the upstream is lost, and none is counted that was not sent", async () => {
  const { counted, upstream, sent } = await killOften(fleet, KILLS, 0);
  expect(counted).toBeGreaterThanOrEqual(upstream);
  expect(counted).toBeLessThanOrEqual(sent);
}, 900_000);
