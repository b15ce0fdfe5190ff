import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import type { UsageRecord } from "@/lib/edge/ports";
import { newId } from "@/lib/std/id";
import { NOW } from "@/test/clock";
import { countBatch } from "./count";
import { startFlusher } from "./flush";
import { openJournal } from "./journal";
import { recordOf } from "./testing/record";

const nowMs = NOW.getTime();
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "keyward-tally-"));
});

afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const call: fc.Arbitrary<Partial<UsageRecord>> = fc.record({
  at: fc.integer({ min: 0, max: 200_000 }).map((ms) => nowMs + ms),
  keyId: fc.constantFrom("key_a", "key_b"),
  secretId: fc.constantFrom("sec_a", "sec_b"),
  classId: fc.constantFrom("cls_a", "cls_b"),
  status: fc.constantFrom(200, 200, 200, 429, 500),
  code: fc.constantFrom("", "", "qps_exceeded", "key_disabled"),
  latencyMs: fc.double({ min: 0.01, max: 50, noNaN: true }).map((ms) => Math.round(ms * 1000) / 1000),
  ip: fc.constantFrom("192.0.2.1", "192.0.2.2", "2001:db8::1"),
  agent: fc.constantFrom("", "Chrome", "curl"),
  observed: fc.constantFrom([], ["hours" as const]),
  bytesOut: fc.nat({ max: 5000 }),
});

const TABLES = [
  "usage_minute",
  "usage_latency",
  "usage_demand",
  "usage_top",
  "request_log",
  "secret_last_used",
];

async function stored(orgId: string): Promise<unknown[]> {
  const all = await Promise.all(
    TABLES.map((table) =>
      pool().query(
        `SELECT to_jsonb(t) - '{org_id,secret_id}'::text[] AS row FROM ${table} AS t WHERE org_id = $1 ORDER BY 1`,
        [orgId],
      ),
    ),
  );
  return all.map(({ rows }) => rows);
}

test("what is added up in memory is what reading the lines gives, in every table", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(call, { minLength: 1, maxLength: 60 }),
      fc.boolean(),
      async (calls, isBatched) => {
        const [added, read] = [newId("org"), newId("org")];
        const ids = calls.map(() => newId("request"));
        const recordsOf = (orgId: string) =>
          calls.map((given, at) =>
            recordOf({
              ...given,
              orgId,
              secretId: `${given.secretId}${orgId.slice(4, 14)}`,
              requestId: ids[at] ?? "",
            }),
          );
        const journal = openJournal(join(dir, added), { isBatched, rotateBytes: 4_000 });
        const flusher = startFlusher(pool(), journal, { keepDays: 35, now: () => nowMs });
        for (const [at, record] of recordsOf(added).entries()) {
          journal.record(record);
          if (at % 20 === 19) await flusher.flush();
        }
        journal.seal();
        await flusher.flush();
        await flusher.stop();
        journal.close();
        expect(readdirSync(join(dir, added))).toEqual([]);

        const plain = openJournal(join(dir, read), { rotateBytes: 4_000 });
        for (const record of recordsOf(read)) plain.record(record);
        plain.close();
        for (const { path } of plain.files()) {
          for (let isGone = false; !isGone; ) {
            ({ isGone } = await countBatch(pool(), { path, isFinished: true, keepDays: 35, nowMs }));
          }
        }
        const [inMemory, fromLines] = [await stored(added), await stored(read)];
        // Which of several refusals the log keeps, and on which of them the rest weighs, depends on the size of a flush.
        expect(inMemory.filter((_, at) => TABLES[at] !== "request_log")).toEqual(
          fromLines.filter((_, at) => TABLES[at] !== "request_log"),
        );
        const weight = (orgId: string) =>
          pool().query("SELECT sum(weight) AS n FROM request_log WHERE org_id = $1 AND code <> ''", [orgId]);
        expect((await weight(added)).rows).toEqual((await weight(read)).rows);
      },
    ),
    { numRuns: 12 },
  );
}, 120_000);

test("once Postgres has another position than the memory, the lines are read and the memory is used again after", async () => {
  const orgId = newId("org");
  const journal = openJournal(dir);
  const [path] = [() => journal.files()[0]?.path ?? ""];
  const input = { isFinished: false, keepDays: 35, nowMs };
  const record = (n: number) => {
    for (let at = 0; at < n; at++) journal.record(recordOf({ at: nowMs, orgId }));
  };
  record(3);
  // Somebody else counted two thirds of what this memory is of.
  const lines = readFileSync(path(), "latin1").split("\n");
  const until = `${lines[0]}\n${lines[1]}\n`.length;
  await countBatch(pool(), { ...input, path: path(), until });
  const stale = journal.take(path());
  expect(stale.tally?.from).toBe(0);
  record(2);
  const read = await countBatch(pool(), {
    ...input,
    path: path(),
    until: stale.to,
    ...(stale.tally && { tally: stale.tally }),
  });
  expect(read).toMatchObject({ counted: 1, position: stale.to });
  const fresh = journal.take(path());
  expect(fresh.tally).toMatchObject({ from: stale.to, to: fresh.to });
  const added = await countBatch(pool(), {
    ...input,
    path: path(),
    ...(fresh.tally && { tally: fresh.tally }),
  });
  expect(added).toMatchObject({ counted: 2, position: fresh.to });
  // The same memory again, after its bytes are counted, adds nothing.
  await countBatch(pool(), { ...input, path: path(), ...(fresh.tally && { tally: fresh.tally }) });
  journal.close();
  const { rows } = await pool().query("SELECT sum(requests)::int AS n FROM usage_minute WHERE org_id = $1", [
    orgId,
  ]);
  expect(rows).toEqual([{ n: 5 }]);
});

test("a memory of a file that somebody took away counts nothing", async () => {
  const orgId = newId("org");
  const journal = openJournal(dir);
  journal.record(recordOf({ at: nowMs, orgId }));
  const path = journal.files()[0]?.path ?? "";
  const { to, tally } = journal.take(path);
  for (let isGone = false; !isGone; ) {
    ({ isGone } = await countBatch(pool(), { path, isFinished: true, keepDays: 35, nowMs }));
  }
  await countBatch(pool(), {
    path,
    isFinished: false,
    until: to,
    keepDays: 35,
    nowMs,
    ...(tally && { tally }),
  });
  journal.close();
  const { rows } = await pool().query("SELECT sum(requests)::int AS n FROM usage_minute WHERE org_id = $1", [
    orgId,
  ]);
  expect(rows).toEqual([{ n: 1 }]);
});
