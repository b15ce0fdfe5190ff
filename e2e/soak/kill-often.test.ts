import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startLoad } from "../faults/load";
import { settledCount, startWorld, type World } from "../faults/world";

const KILLS = 20;

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

test(`kill -9 at ${KILLS} random moments, every fifth with PostgreSQL: no call doubled, none lost that was answered 10 ms before`, async () => {
  let answered = 0;
  for (let round = 1; round <= KILLS; round++) {
    await world.keyward.start();
    const load = startLoad(world);
    while (load.answers.length < 20) await sleep(5);
    await sleep(Math.random() * 2_000);
    const isPostgresToo = round % 5 === 0;
    if (isPostgresToo) await world.killPostgres();
    const killedAt = performance.now();
    await world.keyward.kill();
    await load.end();
    if (isPostgresToo) await world.revivePostgres();
    const kept = load.answers.filter((at) => at < killedAt - 10).length;
    answered += kept;
    process.stdout.write(`kill ${round}: ${kept} answers in, ${answered} in all\n`);
  }
  await world.keyward.start();
  const counted = await settledCount(world, world.key.id, answered);
  process.stdout.write(
    `answered ${answered}, counted ${counted}, reached the upstream ${world.witness.seen.length}\n`,
  );
  expect(counted).toBeGreaterThanOrEqual(answered);
  expect(counted).toBeLessThanOrEqual(world.witness.seen.length);
}, 900_000);
