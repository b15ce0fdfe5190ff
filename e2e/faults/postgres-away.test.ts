import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateSecret } from "@/lib/edge/secret-format";
import { settledCount, startWorld, type World } from "./world";

let world: World;

beforeAll(async () => {
  world = await startWorld();
  await world.keyward.start();
});
afterAll(() => world?.stop());

test("with Postgres killed a known key is answered rightly, an unknown one 503 and never 401, and every call is counted in the end", async () => {
  const known: number[] = [];
  const unknown: number[] = [];
  const callBoth = async () => {
    known.push((await world.call("/witness/known")).status);
    const answer = await world.call("/witness/unknown", { "x-api-key": generateSecret() });
    unknown.push(answer.status);
    if (answer.status === 503) expect(answer.headers.get("retry-after")).toMatch(/^[1-9]\d*$/);
  };

  await callBoth();
  expect([known, unknown]).toEqual([[200], [401]]);

  await world.killPostgres();
  for (let second = 0; second < 6; second++) {
    for (let call = 0; call < 10; call++) await callBoth();
    await sleep(700);
  }
  const away = unknown.slice(1);
  await world.revivePostgres();

  expect(new Set(known)).toEqual(new Set([200]));
  expect(new Set(away)).toEqual(new Set([503]));
  expect(await settledCount(world, world.key.id, known.length)).toBe(known.length);

  // It comes back by itself: an unknown key is known to be unknown again.
  await expect
    .poll(async () => (await world.call("/witness/unknown", { "x-api-key": generateSecret() })).status, {
      timeout: 15_000,
    })
    .toBe(401);
}, 120_000);
