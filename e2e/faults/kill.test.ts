import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startLoad } from "./load";
import { settledCount, startWorld, type World } from "./world";

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

test("kill -9 under load doubles no call, and loses none that was answered", async () => {
  let answered = 0;
  for (const atLeast of [60, 150, 90]) {
    await world.keyward.start();
    const load = startLoad(world);
    while (load.answers.length < atLeast) await sleep(5);
    await world.keyward.kill();
    await load.end();
    answered += load.answers.length;
  }
  await world.keyward.start();
  const counted = await settledCount(world, world.key.id, answered);
  await world.keyward.stop();

  expect(answered).toBeGreaterThan(200);
  expect(counted).toBeGreaterThanOrEqual(answered);
  expect(counted).toBeLessThanOrEqual(world.witness.seen.length);
}, 120_000);
