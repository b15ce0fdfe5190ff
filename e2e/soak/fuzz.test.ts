import { afterAll, beforeAll, expect, test } from "vitest";
import { HOSTS } from "@/test/edge/hosts";
import { runFuzz } from "@/test/edge/run-fuzz";
import { startWorld, type World } from "@/test/edge/world";
import { COLLECTS, heldMb } from "./held-memory";

const CALLS = 100_000;
const OWN_LOOK_UPS = 10;
/** Until a process has met every shape that its caches remember. */
const WARM_UP_CALLS = 20_000;
/** What a warm process may still grow by, its garbage collected. */
const GROWTH_MB = { next: 150, standalone: 40, server: 150 } as const;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

test.each(HOSTS.map((facts) => [facts.name, facts] as const))(
  "%s takes 100,000 calls of garbage: no fault of its own, none slower than 5 s, memory flat, nothing read",
  async (name, facts) => {
    const host = await world.host(facts, COLLECTS);
    try {
      const cold = await runFuzz(host, WARM_UP_CALLS);
      const warmMb = await heldMb(host.pid);
      const { faults, statuses } = await runFuzz(host, CALLS);
      const endMb = await heldMb(host.pid);
      process.stdout.write(`${name}: ${JSON.stringify(statuses)}, ${warmMb} → ${endMb} MB held\n`);
      expect([...cold.faults, ...faults]).toEqual([]);
      expect(endMb - warmMb).toBeLessThan(GROWTH_MB[name]);
    } finally {
      await host.stop();
    }
    expect(await host.lookUps()).toBeLessThanOrEqual(OWN_LOOK_UPS);
  },
  1_200_000,
);
