import { afterAll, beforeAll, expect, test } from "vitest";
import { expectExact, measured } from "../replay/expect-exact";
import { makeLog, SLOT_MS } from "../replay/made-log";
import { expectPlanned, replay } from "../replay/replay";
import { beginningOf, type ReplayWorld, startReplayWorld } from "../replay/world";

const CALLS = 10_000;
/** Two and a half days of the log in each of four replays. */
const SLOTS = 40;

let world: ReplayWorld;
beforeAll(async () => {
  world = await startReplayWorld();
}, 180_000);
afterAll(() => world?.stop());

test(`${CALLS} calls of a made log at each host, paced and as fast as it takes them: counted to the unit by key, day, hour, product, status and country, percentiles within 2 %`, async () => {
  const beginsAt = beginningOf(4 * SLOTS);
  world.calendar.moveTo(beginsAt);
  await world.hosts.next.start();
  await world.hosts.standalone.start();
  const replays = [];
  for (const pace of ["as in the log", "as fast as it goes"] as const) {
    for (const [name, host] of Object.entries(world.hosts)) {
      const cast = await world.makeCast();
      const began = performance.now();
      const caller = await replay(world, {
        url: host.url,
        cast,
        log: makeLog(CALLS, SLOTS, replays.length + 1),
        beginsAt: beginsAt + replays.length * SLOTS * SLOT_MS,
        pace,
      });
      replays.push({ caller, cast });
      const seconds = (performance.now() - began) / 1000;
      process.stdout.write(`${name}, ${pace}: ${(CALLS / seconds).toFixed(0)} calls/s\n`);
    }
  }
  const { facts, answered } = measured(world, replays);
  expectPlanned(answered);
  const byStatus = [...new Set(facts.map(({ status }) => status))].sort().join(" ");
  process.stdout.write(`${facts.length} calls, statuses ${byStatus}\n`);
  expect(facts).toHaveLength(4 * CALLS);
  await expectExact(
    world,
    facts,
    replays.flatMap(({ cast }) => cast.orgs),
  );
}, 1_800_000);
