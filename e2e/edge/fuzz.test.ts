import { afterAll, beforeAll, expect, test } from "vitest";
import { HOSTS } from "@/test/edge/hosts";
import { runFuzz } from "@/test/edge/run-fuzz";
import { startWorld, type World } from "@/test/edge/world";

const CALLS = 1_500;
/** Reads of the keys whose tokens the world mints. */
const OWN_LOOK_UPS = 10;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

test.each(HOSTS.map((facts) => [facts.name, facts] as const))(
  "%s answers garbage, fast, without a fault of its own and without asking the database",
  async (_, facts) => {
    const host = await world.host(facts);
    try {
      const { faults, calls } = await runFuzz(host, CALLS);
      expect(faults).toEqual([]);
      expect(calls).toBe(CALLS);
    } finally {
      await host.stop();
    }
    expect(await host.lookUps()).toBeLessThanOrEqual(OWN_LOOK_UPS);
    expect(host.readLog()).not.toMatch(/"level":(?:50|60)/);
  },
  60_000,
);
