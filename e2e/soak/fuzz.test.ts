import { afterAll, beforeAll, expect, test } from "vitest";
import { HOSTS } from "@/test/edge/hosts";
import { runFuzz } from "@/test/edge/run-fuzz";
import { startWorld, type World } from "@/test/edge/world";

const CALLS = 100_000;
const OWN_LOOK_UPS = 10;
/**
 * What a warm process may still grow by: caches that have not met every shape yet, and the garbage collector's leisure. In half a million
 * calls in a row the standalone edge went up and down between 145 and 230 MB and ended at 206.
 */
const GROWTH_MB = { next: 150, standalone: 80, server: 150 } as const;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

test.each(HOSTS.map((facts) => [facts.name, facts] as const))(
  "%s takes 100,000 calls of garbage: no fault of its own, none slower than 5 s, memory flat, nothing read",
  async (name, facts) => {
    const host = await world.host(facts);
    try {
      const { faults, statuses, memoryMb } = await runFuzz(host, CALLS);
      process.stdout.write(
        `${name}: ${JSON.stringify(statuses)}, ${memoryMb.map(Math.round).join(" → ")} MB resident\n`,
      );
      expect(faults).toEqual([]);
      expect(memoryMb[1] - memoryMb[0]).toBeLessThan(GROWTH_MB[name]);
    } finally {
      await host.stop();
    }
    expect(await host.lookUps()).toBeLessThanOrEqual(OWN_LOOK_UPS);
  },
  1_200_000,
);
