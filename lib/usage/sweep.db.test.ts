import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/std/id";
import { heartbeatPath } from "./heartbeat";
import { openJournal } from "./journal";
import { sweepOrphans } from "./sweep";
import { recordOf } from "./testing/record";

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "keyward-sweep-"));
});

afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

async function counted(orgId: string): Promise<number> {
  const { rows } = await pool().query<{ n: string }>(
    "SELECT coalesce(sum(requests), 0) AS n FROM usage_minute WHERE org_id = $1",
    [orgId],
  );
  return Number(rows[0]?.n);
}

test("what a killed process recorded is counted once by any number of sweepers, and its file is removed", async () => {
  const orgId = newId("org");
  // Says each call's number after recording it, until it is killed in the middle of its work.
  const script = `
    import { writeSync } from "node:fs";
    import { openJournal } from "@/lib/usage/journal";
    const journal = openJournal(${JSON.stringify(dir)}, { rotateBytes: 40_000 });
    const call = ${JSON.stringify(recordOf({ orgId }))};
    for (let n = 1; ; n++) {
      journal.record({ ...call, at: Date.now(), latencyMs: n });
      // The pipe may be full; what was not said is not acknowledged.
      try { writeSync(1, n + "\\n"); } catch {}
    }
  `;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    said += chunk;
    if (said.length > 8_000) child.kill("SIGKILL");
  });
  await once(child, "close");
  const acknowledged = Number(said.trimEnd().split("\n").at(-1));
  const lines = readdirSync(dir)
    .filter((name) => name.endsWith(".journal"))
    .reduce((sum, name) => sum + readFileSync(join(dir, name), "latin1").split("\n").length - 1, 0);
  expect(lines).toBeGreaterThanOrEqual(acknowledged);

  const input = { dir, keepDays: 35, nowMs: Date.now() };
  const sweeps = await Promise.all([1, 2, 3].map(() => sweepOrphans(pool(), input)));
  expect(sweeps.reduce((sum, sweep) => sum + sweep.counted, 0)).toBe(lines);
  expect(await counted(orgId)).toBe(lines);
  expect(readdirSync(dir)).toEqual([]);
});

test("a living instance's files are left alone", async () => {
  const journal = openJournal(dir);
  journal.record(recordOf({ at: Date.now(), orgId: "org_living", status: 401, code: "key_missing" }));
  expect(await sweepOrphans(pool(), { dir, keepDays: 35, nowMs: Date.now() })).toEqual({
    counted: 0,
    skipped: 0,
  });
  expect(journal.files().every((file) => existsSync(file.path))).toBe(true);
  journal.close();
});

test("a heartbeat whose file is gone is cleared away once its owner is gone", async () => {
  const path = join(dir, "ins_gone.journal");
  writeFileSync(heartbeatPath(path), JSON.stringify({ machine: "elsewhere", pid: 1, startedAt: "1" }));
  await sweepOrphans(pool(), { dir, keepDays: 35, nowMs: Date.now() });
  expect(existsSync(heartbeatPath(path))).toBe(true);
  await sweepOrphans(pool(), { dir, keepDays: 35, nowMs: Date.now() + 60_000 });
  expect(existsSync(heartbeatPath(path))).toBe(false);
});

test("a directory that does not exist yet holds nothing to sweep", async () => {
  const input = { dir: join(dir, "none"), keepDays: 35, nowMs: Date.now() };
  expect(await sweepOrphans(pool(), input)).toEqual({ counted: 0, skipped: 0 });
});
