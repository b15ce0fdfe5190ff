import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateSecret } from "@/lib/edge/secret-format";
import { settledCount } from "../faults/world";
import { type Fleet, makeKeys, startFleet, statusAt } from "./fleet";

const AWAY_MS = 60_000;

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet(2);
}, 120_000);
afterAll(() => fleet?.stop());

test("Postgres away for a minute: known keys are answered rightly, unknown ones 503 and never 401, and no call is lost", async () => {
  const { world, edges } = fleet;
  const keys = await makeKeys(world, 20);
  const known: number[] = [];
  const unknown = new Map<number, number>();
  const callKnown = async () => {
    for (const { plaintext } of keys) for (const edge of edges) known.push(await statusAt(edge, plaintext));
  };
  await callKnown();

  await world.killPostgres();
  const until = performance.now() + AWAY_MS;
  while (performance.now() < until) {
    await callKnown();
    for (const edge of edges) {
      const status = await statusAt(edge, generateSecret());
      unknown.set(status, (unknown.get(status) ?? 0) + 1);
    }
    await sleep(100);
  }
  await world.revivePostgres();

  process.stdout.write(`known ${known.length} calls, unknown by status ${JSON.stringify([...unknown])}\n`);
  expect(new Set(known)).toEqual(new Set([200]));
  expect([...unknown.keys()]).toEqual([503]);
  const perKey = known.length / keys.length;
  for (const { id } of keys) expect(await settledCount(world, id, perKey)).toBe(perKey);
  for (const edge of edges) {
    await expect.poll(() => statusAt(edge, generateSecret()), { timeout: 15_000 }).toBe(401);
  }
}, 600_000);
