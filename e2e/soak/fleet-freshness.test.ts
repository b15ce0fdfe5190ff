import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { generateSecret } from "@/lib/edge/secret-format";
import { type Fleet, loadFleet, makeKeys, spread, startFleet, statusAt } from "./fleet";

const EDGES = 4;
const AT_ONCE = 10;

let fleet: Fleet;
const clients: pg.Client[] = [];

beforeAll(async () => {
  fleet = await startFleet(EDGES);
}, 120_000);
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end()));
});
afterAll(() => fleet?.stop());

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  clients.push(client);
  await client.connect();
  return client;
}

/** Disables keys one by one in transactions of another process; how long after each commit each edge still said yes. */
async function lastAcceptances(count: number): Promise<number[]> {
  const { withTransaction } = await import("@/lib/db/transaction");
  const { recordChange } = await import("@/lib/changes/record");
  const keys = await makeKeys(fleet.world, count);
  const delays: number[] = [];
  const revoke = async ({ id, plaintext }: { id: string; plaintext: string }) => {
    for (const edge of fleet.edges) expect(await statusAt(edge, plaintext)).toBe(200);
    await withTransaction(async (tx) => {
      const data = { disabledAt: new Date(), disabledBy: "customer", disabledReason: "Soak." } as const;
      await tx.key.update({ where: { id }, data, select: { id: true } });
      await recordChange(tx, "key", id);
    });
    const committed = performance.now();
    const last = fleet.edges.map(async (edge) => {
      let accepted = 0;
      while ((await statusAt(edge, plaintext)) === 200) accepted = performance.now() - committed;
      return accepted;
    });
    delays.push(...(await Promise.all(last)));
  };
  const queue = [...keys];
  const worker = async () => {
    for (let key = queue.pop(); key !== undefined; key = queue.pop()) await revoke(key);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return delays;
}

test("1,000 revocations under load on 4 edges: the last acceptance comes within a second of the commit", async () => {
  const load = loadFleet(fleet);
  const found = spread(await lastAcceptances(1000));
  await load.end();
  process.stdout.write(`last acceptance after commit, pushed: ${found.text}\n`);
  expect(found.p99).toBeLessThan(1000);
  expect(found.most).toBeLessThan(5000);
  expect([...load.statuses.keys()]).toEqual([200]);
}, 600_000);

test("with notifications cut, within five seconds, and none later", async () => {
  const client = await connect();
  await client.query("ALTER TABLE change_log DISABLE TRIGGER change_log_announce");
  const load = loadFleet(fleet);
  const found = spread(await lastAcceptances(100));
  await load.end();
  await client.query("ALTER TABLE change_log ENABLE TRIGGER change_log_announce");
  process.stdout.write(`last acceptance after commit, polled: ${found.text}\n`);
  expect(found.most).toBeLessThan(5000);
}, 600_000);

test("while an unrelated writer stays open for a minute, as fast as ever", async () => {
  const writer = await connect();
  await writer.query("BEGIN");
  await writer.query("INSERT INTO setting (key, value) VALUES ('soak', '1')");
  const until = performance.now() + 60_000;
  const delays: number[] = [];
  while (performance.now() < until) delays.push(...(await lastAcceptances(20)));
  await writer.query("ROLLBACK");
  const found = spread(delays);
  process.stdout.write(`last acceptance after commit, beside an open writer: ${found.text}\n`);
  expect(found.p99).toBeLessThan(1000);
}, 600_000);

test("writers that commit out of order lose no invalidation", async () => {
  const keys = await makeKeys(fleet.world, 20);
  const writers = await Promise.all(keys.map(() => connect()));
  for (const { plaintext } of keys) for (const edge of fleet.edges) await statusAt(edge, plaintext);
  for (const [at, { id }] of keys.entries()) {
    await writers[at]?.query("BEGIN");
    await writers[at]?.query("UPDATE key SET disabled_at = now(), disabled_by = 'customer' WHERE id = $1", [
      id,
    ]);
    await writers[at]?.query("INSERT INTO change_log (kind, subject) VALUES ('key', $1)", [id]);
  }
  // The last to write commits first.
  for (const writer of writers.toReversed()) {
    await writer.query("COMMIT");
    await sleep(5);
  }
  await sleep(1000);
  const statuses = await Promise.all(
    keys.flatMap(({ plaintext }) => fleet.edges.map((edge) => statusAt(edge, plaintext))),
  );
  expect(new Set(statuses)).toEqual(new Set([403]));
}, 120_000);

test("a key made after it had been probed works on every edge within a second", async () => {
  const { withTransaction } = await import("@/lib/db/transaction");
  const { recordChange } = await import("@/lib/changes/record");
  const delays: number[] = [];
  // Below the number of unknown secrets from which an address is slowed down.
  for (let round = 0; round < 25; round++) {
    const secret = generateSecret();
    for (const edge of fleet.edges) expect(await statusAt(edge, secret)).toBe(401);
    await withTransaction(async (tx) =>
      recordChange(tx, "key", (await makeKeys(fleet.world, 1, secret))[0]?.id ?? ""),
    );
    const committed = performance.now();
    const works = fleet.edges.map(async (edge) => {
      while ((await statusAt(edge, secret)) !== 200) await sleep(2);
      return performance.now() - committed;
    });
    delays.push(...(await Promise.all(works)));
  }
  const found = spread(delays);
  process.stdout.write(`usable after commit, once probed: ${found.text}\n`);
  expect(found.most).toBeLessThan(1000);
}, 300_000);
