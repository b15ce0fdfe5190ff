import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asFarAsKnown, expectExact } from "../replay/expect-exact";
import { killRollers } from "../replay/kill-rollers";
import { makeLog, SLOT_MS } from "../replay/made-log";
import { factOf, replay } from "../replay/replay";
import { beginningOf, type ReplayWorld, startReplayWorld } from "../replay/world";

const CALLS = 10_000;
const SLOTS = 20;
/** What is killed in which stretch of the log; the job that rolls up is killed all the while. */
const EDGE_DIES = (slot: number) => slot % 2 === 1;
const POSTGRES_DIES = (slot: number) => slot % 6 === 3;

let world: ReplayWorld;
beforeAll(async () => {
  world = await startReplayWorld({ METER_STRICT: "1" });
}, 180_000);
afterAll(() => world?.stop());

const TRIES = 5;

/** Starts a host again. On a machine with much to do it may take some tries, while calls wait and are made again. */
async function revive(host: { start(): Promise<void>; kill(): Promise<void> }): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await host.start();
    } catch (error) {
      await host.kill();
      if (tried === TRIES) throw error;
    }
  }
}

/** Every call let through has ended, or was given up: the calendar may go on, and nobody takes what is under way for lost. */
async function settled(): Promise<void> {
  await expect
    .poll(
      async () => {
        const rows = await world.query<{ open: number }>(
          "SELECT count(*)::int AS open FROM usage_admitted WHERE counted_at IS NULL",
        );
        return rows[0]?.open;
      },
      { timeout: 60_000, interval: 100 },
    )
    .toBe(0);
}

test(`METER_STRICT=1 and kill -9 of edge, roll-up job and Postgres during ${CALLS} calls at each host: none is lost, none counted twice, all to the unit`, async () => {
  const beginsAt = beginningOf(2 * SLOTS);
  const replays = [];
  const rollers = await killRollers(700);
  for (const [turn, [name, host]] of Object.entries(world.hosts).entries()) {
    const begins = beginsAt + turn * SLOTS * SLOT_MS;
    world.calendar.moveTo(begins);
    await host.start();
    const cast = await world.makeCast();
    const beside = async (slot: number) => {
      if (!EDGE_DIES(slot)) return;
      await sleep(Math.random() * 300);
      if (POSTGRES_DIES(slot)) await world.killPostgres();
      await sleep(Math.random() * 300);
      await host.kill();
      world.journals.keep();
      if (POSTGRES_DIES(slot)) await world.revivePostgres();
      await revive(host);
    };
    const log = makeLog(CALLS, SLOTS, turn + 11);
    const caller = await replay(world, {
      url: host.url,
      cast,
      log,
      beginsAt: begins,
      pace: "as in the log",
      beside,
      between: settled,
    });
    replays.push({ caller, cast });
    process.stdout.write(`${name}: ${caller.answered.length} answered, ${caller.cut.length} cut off\n`);
  }
  const kills = await rollers.end();

  const written = world.journals.read();
  const answered = replays.flatMap(({ caller, cast }) =>
    caller.answered.map((one) => ({ one, fact: factOf(one, cast, world.products) })),
  );
  for (const { one, fact } of answered) {
    const line = written.get(one.requestId);
    const { at: _, latencyMs: __, ...rest } = asFarAsKnown(fact, line);
    expect(line).toMatchObject(rest);
  }
  const ids = new Set(answered.map(({ one }) => one.requestId));
  const lost = [...world.upstream.reached.keys()].filter((id) => !written.has(id));
  const unanswered = [...written.values()].filter(({ requestId }) => !ids.has(requestId));
  const cut = replays.reduce((sum, { caller }) => sum + caller.cut.length, 0);
  const withoutEnd = unanswered.filter(({ status }) => status === 0).length;
  process.stdout.write(
    `${kills} kills of the roll-up; ${written.size} calls written down, ${unanswered.length} of them unanswered, ` +
      `${withoutEnd} without an end, of ${cut} that were cut off\n`,
  );
  expect(lost).toEqual([]);
  expect(unanswered.length).toBeLessThanOrEqual(cut);
  expect(kills).toBeGreaterThan(5);
  await expectExact(
    world,
    [...written.values()],
    replays.flatMap(({ cast }) => cast.orgs),
  );
}, 1_800_000);
