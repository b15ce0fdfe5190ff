import { afterAll, beforeAll, expect, test } from "vitest";
import { expectExact, measured } from "../replay/expect-exact";
import { makeLog, SLOT_MS } from "../replay/made-log";
import { expectPlanned, replay } from "../replay/replay";
import { beginningOf, type ReplayWorld, startReplayWorld } from "../replay/world";

const CALLS = 500;
const SLOTS = 6;

let world: ReplayWorld;
beforeAll(async () => {
  world = await startReplayWorld();
}, 180_000);
afterAll(() => world?.stop());

test("a log of many keys, addresses, programs and statuses, replayed at both hosts, is counted to the unit in every hour, day and view", async () => {
  const beginsAt = beginningOf(2 * SLOTS);
  const replays = [];
  for (const [turn, host] of Object.values(world.hosts).entries()) {
    const cast = await world.makeCast();
    const begins = beginsAt + turn * SLOTS * SLOT_MS;
    world.calendar.moveTo(begins);
    await host.start();
    const caller = await replay(world, {
      url: host.url,
      cast,
      log: makeLog(CALLS, SLOTS, turn + 1),
      beginsAt: begins,
      pace: "as fast as it goes",
    });
    replays.push({ caller, cast });
  }
  const { facts, answered } = measured(world, replays);
  expectPlanned(answered);
  expect(new Set(facts.map(({ status }) => status)).size).toBeGreaterThan(9);
  await expectExact(
    world,
    facts,
    replays.flatMap(({ cast }) => cast.orgs),
  );
}, 180_000);
