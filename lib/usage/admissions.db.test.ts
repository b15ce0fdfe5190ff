import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/std/id";
import { NOW } from "@/test/clock";
import { GIVEN_UP_AFTER_MS, settleAdmissions } from "./admissions";
import { countBatch } from "./count";
import { openJournal } from "./journal";
import { ownerOf } from "./journal-name";
import { sweepOrphans } from "./sweep";
import { recordOf } from "./testing/record";

const nowMs = NOW.getTime();
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "keyward-admissions-"));
});

afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

async function counted(orgId: string): Promise<Record<string, number>> {
  const { rows } = await pool().query<{ status: number; n: number }>(
    "SELECT status, sum(requests)::int AS n FROM usage_minute WHERE org_id = $1 GROUP BY status",
    [orgId],
  );
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
}

async function countFile(path: string): Promise<void> {
  for (let isGone = false; !isGone; ) {
    ({ isGone } = await countBatch(pool(), { path, isFinished: true, keepDays: 35, nowMs }));
  }
}

test("a call whose process dies before it could answer counts once, and one that was answered as it was answered", async () => {
  const orgId = newId("org");
  // Says how many calls it let through, forwards and ends most of them, and is killed in the middle of its work.
  const script = `
    import { writeSync } from "node:fs";
    import { openJournal } from "@/lib/usage/journal";
    import { newId } from "@/lib/std/id";
    const journal = openJournal(${JSON.stringify(dir)}, { isStrict: true, rotateBytes: 30_000 });
    const call = ${JSON.stringify(recordOf({ orgId }))};
    const open = [];
    for (let n = 1; ; n++) {
      const next = { ...call, at: Date.now(), requestId: newId("request") };
      journal.admitted({ ...next, status: 0, latencyMs: 0 });
      open.push(next);
      try { writeSync(1, n + "\\n"); } catch {}
      // Seven calls are under way at any time, over the ends of files.
      if (open.length > 7) journal.record(open.shift());
    }
  `;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    said += chunk;
    if (said.length > 4_000) child.kill("SIGKILL");
  });
  await once(child, "close");
  const admitted = Number(said.trimEnd().split("\n").at(-1));

  const input = { dir, keepDays: 35, nowMs: Date.now() };
  await Promise.all([1, 2, 3].map(() => sweepOrphans(pool(), input)));
  const { 0: unseen = 0, 200: answered = 0 } = await counted(orgId);
  expect(unseen).toBeGreaterThanOrEqual(7);
  expect(unseen).toBeLessThanOrEqual(8);
  expect(unseen + answered).toBeGreaterThanOrEqual(admitted);
  // A sign of life that was cut off while it was written names nobody, and is given up when it is old.
  await sweepOrphans(pool(), { ...input, nowMs: input.nowMs + 60_000 });
  expect(await counted(orgId)).toEqual({ 0: unseen, 200: answered });
  expect(readdirSync(dir)).toEqual([]);
});

test("in whatever order files are counted and open calls given up, every call counts once", async () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("admit" as const) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant("end" as const), which: fc.nat({ max: 20 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("next file" as const) }) },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 40 }),
      fc.infiniteStream(fc.nat({ max: 1000 })),
      async (steps, dice) => {
        const orgId = newId("org");
        const own = join(dir, orgId);
        const journal = openJournal(own, { isStrict: true });
        const open: string[] = [];
        let calls = 0;
        for (const action of steps) {
          if (action.kind === "admit") {
            const requestId = newId("request");
            journal.admitted?.(recordOf({ at: nowMs, orgId, requestId, status: 0 }));
            open.push(requestId);
            calls += 1;
          } else if (action.kind === "end") {
            const [requestId] = open.splice(action.which % Math.max(1, open.length), 1);
            if (requestId !== undefined) journal.record(recordOf({ at: nowMs, orgId, requestId }));
          } else journal.seal();
        }
        journal.close();
        const roll = (below: number) => (dice.next().value ?? 0) % below;
        const files = journal.files().map(({ path }) => path);
        const owners = files.map((path) => ownerOf(path.slice(own.length + 1)));
        while (files.length > 0) {
          const [path] = files.splice(roll(files.length), 1);
          if (path !== undefined) await countFile(path);
          // As after an hour in which nothing was counted.
          if (roll(3) === 0) await settleAdmissions(pool(), [], nowMs + GIVEN_UP_AFTER_MS + 1);
        }
        await Promise.all([1, 2].map(() => settleAdmissions(pool(), owners, nowMs)));
        const { 0: unseen = 0, 200: answered = 0 } = await counted(orgId);
        expect(unseen + answered).toBe(calls);
        expect(unseen).toBeGreaterThanOrEqual(open.length);
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);

test("a call that is under way is not given up while its journal lives", async () => {
  const orgId = newId("org");
  const journal = openJournal(dir, { isStrict: true });
  const call = recordOf({ at: nowMs, orgId });
  journal.admitted?.({ ...call, status: 0 });
  const path = journal.files()[0]?.path ?? "";
  await countBatch(pool(), { path, isFinished: false, keepDays: 35, nowMs });
  await sweepOrphans(pool(), { dir, keepDays: 35, nowMs });
  expect(await counted(orgId)).toEqual({});
  journal.record(call);
  await countBatch(pool(), { path, isFinished: false, keepDays: 35, nowMs });
  expect(await counted(orgId)).toEqual({ 200: 1 });
  const { rowCount } = await pool().query("SELECT FROM usage_admitted WHERE org_id = $1", [orgId]);
  expect(rowCount).toBe(0);
  journal.close();
});
