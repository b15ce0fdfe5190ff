import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settledCount, startWorld, type World } from "./world";

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

test("kill -9 under load doubles no call, and loses none whose answer was in more than 10 ms before", async () => {
  let answered = 0;
  for (const runMs of [700, 1_300, 900]) {
    await world.keyward.start();
    const load = startLoad(world);
    await sleep(runMs);
    const killedAt = performance.now();
    await world.keyward.kill();
    const answers = await load.end();
    answered += answers.filter((at) => at < killedAt - 10).length;
  }
  await world.keyward.start();
  const counted = await settledCount(world, world.key.id);
  await world.keyward.stop();

  expect(answered).toBeGreaterThan(100);
  expect(counted).toBeGreaterThanOrEqual(answered);
  expect(counted).toBeLessThanOrEqual(world.witness.seen.length);
}, 120_000);

/** Eight callers in closed loops; ends with the times at which whole answers were in. */
function startLoad({ call }: World) {
  let isOver = false;
  const answers: number[] = [];
  const caller = async () => {
    while (!isOver) {
      try {
        const answer = await call("/witness/load");
        await answer.text();
        if (answer.status === 200) answers.push(performance.now());
      } catch {
        await sleep(5);
      }
    }
  };
  const callers = Array.from({ length: 8 }, caller);
  return {
    end: async () => {
      isOver = true;
      await Promise.all(callers);
      return answers;
    },
  };
}
