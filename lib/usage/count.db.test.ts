import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { Pool, PoolClient } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import type { UsageRecord } from "@/lib/edge/ports";
import { newId } from "@/lib/std/id";
import { NOW } from "@/test/clock";
import { countBatch } from "./count";
import { openJournal } from "./journal";
import { recordOf } from "./testing/record";

const nowMs = NOW.getTime();
let dir: string;
let orgId: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "keyward-count-"));
  orgId = newId("org");
});

afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

function call(given: Partial<UsageRecord> = {}): UsageRecord {
  return recordOf({ at: nowMs, orgId, secretId: `sec_${orgId}`, bytesIn: 1, bytesOut: 10, ...given });
}

function journalFiles(): string[] {
  return readdirSync(dir)
    .filter((name) => name.endsWith(".journal"))
    .map((name) => join(dir, name));
}

async function countAll(from: Pool, isFinished: boolean): Promise<void> {
  for (const path of journalFiles()) {
    for (let position = -1; ; ) {
      const result = await countBatch(from, { path, isFinished, keepDays: 35, nowMs });
      if (result.isGone || result.position === position) break;
      position = result.position;
    }
  }
}

async function rows(): Promise<Record<string, unknown>[]> {
  const result = await pool().query(
    "SELECT minute, status, code, requests, bytes_in, bytes_out FROM usage_minute WHERE org_id = $1 ORDER BY minute, status",
    [orgId],
  );
  return result.rows;
}

async function counted(): Promise<number> {
  const result = await pool().query<{ n: string }>(
    "SELECT coalesce(sum(requests), 0) AS n FROM usage_minute WHERE org_id = $1",
    [orgId],
  );
  return Number(result.rows[0]?.n);
}

/** The real pool, whose connection is lost before or after its n-th statement: to Postgres that is what a crash is. */
function losing(statement: number, when: "before" | "after"): Pool {
  let seen = 0;
  const guard = (client: PoolClient): PoolClient =>
    new Proxy(client, {
      get(target, name) {
        if (name === "query") {
          return async (...args: [string, unknown[]?]) => {
            seen += 1;
            if (seen === statement && when === "before") throw new Error("connection lost");
            const result = await target.query(...args);
            if (seen === statement) throw new Error("connection lost");
            return result;
          };
        }
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  return new Proxy(pool(), {
    get: (target, name) =>
      name === "connect" ? async () => guard(await target.connect()) : Reflect.get(target, name),
  });
}

test("calls are added up per minute, status and code, and the secret's first and last accepted calls are kept", async () => {
  const journal = openJournal(dir);
  journal.record(call());
  journal.record(call({ at: nowMs + 1_000, ip: "192.0.2.9" }));
  journal.record(call({ at: nowMs + 2_000, status: 403, code: "key_disabled", ip: "192.0.2.66" }));
  await countAll(pool(), false);
  journal.record(call({ at: nowMs + 3_000 }));
  journal.record(call({ at: nowMs - 60_000, status: 429, code: "qps_exceeded", ip: "192.0.2.3" }));
  await countAll(pool(), false);
  journal.close();

  const minute = new Date(Math.floor(nowMs / 60_000) * 60_000);
  expect(await rows()).toEqual([
    {
      minute: new Date(minute.getTime() - 60_000),
      status: 429,
      code: "qps_exceeded",
      requests: "1",
      bytes_in: "1",
      bytes_out: "10",
    },
    { minute, status: 200, code: "", requests: "3", bytes_in: "3", bytes_out: "30" },
    { minute, status: 403, code: "key_disabled", requests: "1", bytes_in: "1", bytes_out: "10" },
  ]);
  const last = await pool().query("SELECT first_at, at, ip FROM secret_last_used WHERE secret_id = $1", [
    `sec_${orgId}`,
  ]);
  expect(last.rows).toEqual([
    { first_at: new Date(nowMs - 60_000), at: new Date(nowMs + 3_000), ip: "192.0.2.1" },
  ]);
});

test("counted again, or by two at once, nothing is counted twice", async () => {
  const journal = openJournal(dir);
  for (let n = 0; n < 500; n++) journal.record(call());
  journal.close();
  await Promise.all([countAll(pool(), true), countAll(pool(), true), countAll(pool(), true)]);
  await countAll(pool(), true);
  expect(await counted()).toBe(500);
});

test("a torn last line and damage in the middle are skipped, and everything else is counted", async () => {
  const journal = openJournal(dir);
  journal.record(call());
  const path = journal.files()[0]?.path ?? "";
  appendFileSync(path, `1\t${nowMs}\tgarbage\n`);
  journal.record(call());
  appendFileSync(path, `1\t${nowMs}\torg`);
  journal.close();

  const input = { path, keepDays: 35, nowMs };
  const whole = await countBatch(pool(), { ...input, isFinished: false });
  expect(whole).toMatchObject({ counted: 2, skipped: 1, isGone: false });
  // Only once nobody writes any more is an unfinished line torn rather than under way.
  expect(await countBatch(pool(), { ...input, isFinished: true })).toMatchObject({ counted: 0, skipped: 1 });
  expect(await countBatch(pool(), { ...input, isFinished: true })).toMatchObject({ isGone: true });
  expect(existsSync(path)).toBe(false);
  expect(await counted()).toBe(2);
});

test("calls of a day that is not kept are skipped, not counted into a partition nobody would drop", async () => {
  const journal = openJournal(dir);
  for (const days of [-400, -36, -35, 0, 1, 5]) journal.record(call({ at: nowMs + days * 86_400_000 }));
  journal.close();
  await countAll(pool(), true);
  expect(await counted()).toBe(3);
});

test("wherever a writer or a counter dies, every whole line is counted once", async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant("write" as const), calls: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ kind: fc.constant("writer dies" as const), tornBytes: fc.integer({ min: 0, max: 30 }) }),
    fc.record({ kind: fc.constant("count" as const) }),
    fc.record({
      kind: fc.constant("counter dies" as const),
      statement: fc.integer({ min: 1, max: 18 }),
      when: fc.constantFrom("before" as const, "after" as const),
      isFinished: fc.boolean(),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      orgId = newId("org");
      for (const name of readdirSync(dir)) rmSync(join(dir, name));
      let journal = openJournal(dir, { rotateBytes: 3_000 });
      let written = 0;
      for (const action of steps) {
        if (action.kind === "write") {
          for (let n = 0; n < action.calls; n++) journal.record(call({ at: nowMs + n * 7_000 }));
          written += action.calls;
        } else if (action.kind === "writer dies") {
          const path = journal.files().at(-1)?.path;
          if (path !== undefined && existsSync(path))
            appendFileSync(path, "1\t1764000000000\torg_000".slice(0, action.tornBytes));
          journal.close();
          journal = openJournal(dir, { rotateBytes: 3_000 });
        } else if (action.kind === "count") {
          await countAll(pool(), false);
        } else {
          // Only a file nobody writes to may be counted as finished.
          if (action.isFinished) journal.seal();
          await countAll(losing(action.statement, action.when), action.isFinished).catch(() => undefined);
        }
      }
      journal.close();
      await countAll(pool(), true);
      expect(await counted()).toBe(written);
      expect(journalFiles()).toEqual([]);
    }),
    { numRuns: 25 },
  );
}, 120_000);
