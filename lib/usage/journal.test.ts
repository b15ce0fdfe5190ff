import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { UsageRecord } from "@/lib/edge/ports";
import { heartbeatPath, isAbandoned, STALE_AFTER_MS } from "./heartbeat";
import { type Journal, type JournalAlarm, type JournalOptions, openJournal } from "./journal";
import { callsOnDisk } from "./testing/on-disk";
import { recordOf } from "./testing/record";

const NOW = 1_764_000_000_000;

let dir: string;
const open: Journal[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "keyward-journal-"));
});

afterEach(() => {
  for (const journal of open.splice(0)) journal.close();
  rmSync(dir, { recursive: true, force: true });
});

function opened(options: JournalOptions = {}): Journal {
  const journal = openJournal(dir, { now: () => NOW, ...options });
  open.push(journal);
  return journal;
}

function call(n: number): UsageRecord {
  return recordOf({ at: NOW + n, latencyMs: n });
}

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

/** A disk with room for so many bytes, which fails half-way through a line as real ones do. */
function smallDisk(room: number) {
  const disk = {
    room,
    write(fd: number, bytes: Buffer, offset: number): number {
      const fits = Math.min(bytes.length - offset, disk.room);
      if (fits === 0)
        throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
      disk.room -= fits;
      return disk.real(fd, bytes.subarray(offset, offset + fits));
    },
    real: (_fd: number, _bytes: Buffer): number => 0,
  };
  return disk;
}

test("a recorded call is on disk before record() returns", () => {
  const journal = opened();
  for (const n of upTo(100)) {
    journal.record(call(n));
    expect(callsOnDisk(dir).calls).toHaveLength(n + 1);
  }
});

test("a file that is full is sealed and the next one begun, with no call twice or lost", () => {
  const journal = opened({ rotateBytes: 500 });
  for (const n of upTo(50)) journal.record(call(n));
  expect(journal.files().length).toBeGreaterThan(5);
  expect(
    journal
      .files()
      .slice(0, -1)
      .every((file) => file.sealed),
  ).toBe(true);
  expect(callsOnDisk(dir)).toEqual({ calls: upTo(50), damaged: 0 });
});

test("a full disk costs no answer: calls wait in memory and are written, once and in order, when there is room", async () => {
  const { writeSync } = await import("node:fs");
  const alarms: JournalAlarm[] = [];
  const disk = smallDisk(1_000);
  disk.real = (fd, bytes) => writeSync(fd, bytes);
  let now = NOW;
  const journal = opened({ now: () => now, write: disk.write, alarm: (alarm) => alarms.push(alarm) });
  for (const n of upTo(30)) journal.record(call(n));
  expect(journal.stats().held).toBeGreaterThan(0);
  expect(alarms.map((alarm) => alarm.event)).toEqual(["journal_stuck"]);

  disk.room = 1_000_000;
  now += 1_000;
  journal.record(call(30));
  expect(journal.stats()).toEqual({ held: 0, dropped: 0 });
  expect(alarms.map((alarm) => alarm.event)).toEqual(["journal_stuck", "journal_recovered"]);
  // The line the full disk cut is torn where it stood and whole in the next file.
  expect(callsOnDisk(dir)).toEqual({ calls: upTo(31), damaged: 1 });
});

test("wherever in a line the disk was full, its line feed included, the call is counted once", async () => {
  const { writeSync } = await import("node:fs");
  const calls = upTo(6).map((n) => call(10 + n));
  const whole = opened();
  for (const record of calls) whole.record(record);
  const [first] = readdirSync(dir).filter((name) => name.endsWith(".journal"));
  // Not all are of one length: a checksum may begin with zeros.
  const [one = 0, two = 0, three = 0] = readFileSync(join(dir, first ?? ""), "latin1")
    .split("\n")
    .map((line) => line.length + 1);
  for (const cut of upTo(three)) {
    const disk = smallDisk(one + two + cut);
    disk.real = (fd, bytes) => writeSync(fd, bytes);
    let now = NOW;
    const own = join(dir, `${cut}`);
    const journal = openJournal(own, { now: () => now, write: disk.write });
    open.push(journal);
    for (const record of calls.slice(0, 5)) journal.record(record);
    expect(callsOnDisk(own).calls).toEqual([10, 11]);
    expect(journal.stats()).toEqual({ held: 3, dropped: 0 });
    disk.room = 1_000_000;
    now += 1_000;
    for (const record of calls.slice(5)) journal.record(record);
    expect(callsOnDisk(own)).toEqual({ calls: [10, 11, 12, 13, 14, 15], damaged: cut === 0 ? 0 : 1 });
  }
});

test("what no longer fits into memory is dropped and counted, and what fitted is kept", async () => {
  const { writeSync } = await import("node:fs");
  const disk = smallDisk(0);
  disk.real = (fd, bytes) => writeSync(fd, bytes);
  let now = NOW;
  const journal = opened({ now: () => now, write: disk.write, holdRecords: 10 });
  for (const n of upTo(25)) journal.record(call(n));
  expect(journal.stats()).toEqual({ held: 10, dropped: 15 });

  disk.room = 1_000_000;
  now += 1_000;
  journal.close();
  expect(callsOnDisk(dir)).toEqual({ calls: upTo(10), damaged: 0 });
});

test("the files together never grow beyond the cap", () => {
  const journal = opened({ capBytes: 2_000, rotateBytes: 500 });
  for (const n of upTo(100)) journal.record(call(n));
  expect(journal.files().reduce((sum, file) => sum + file.bytes, 0)).toBeLessThanOrEqual(2_000);
  expect(journal.stats().held).toBe(100 - callsOnDisk(dir).calls.length);
});

test("a directory that cannot be made throws nothing at the caller", () => {
  const journal = openJournal("/dev/null/journal", { now: () => NOW });
  open.push(journal);
  journal.record(call(1));
  expect(journal.stats()).toEqual({ held: 1, dropped: 0 });
});

test("an owner that was stopped long enough to be taken for dead goes on in a new file", () => {
  let now = NOW;
  const journal = opened({ now: () => now });
  journal.record(call(0));
  now += STALE_AFTER_MS;
  journal.record(call(1));
  journal.record(call(2));
  expect(journal.files().map((file) => file.sealed)).toEqual([true, false]);
  expect(callsOnDisk(dir).calls).toEqual(upTo(3));
});

test("a killed process loses no call that it recorded, even when its event loop was blocked", async () => {
  // Says how many calls it has recorded, then blocks its own event loop: no timer of the journal can run any more.
  const script = `
    import { writeSync } from "node:fs";
    import { openJournal } from "@/lib/usage/journal";
    const journal = openJournal(${JSON.stringify(dir)});
    const call = ${JSON.stringify(call(0))};
    for (let n = 0; n < 2_000; n++) journal.record({ ...call, latencyMs: n });
    writeSync(1, "recorded");
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
  `;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  const [file] = readdirSync(dir).filter((name) => name.endsWith(".journal"));
  const path = join(dir, file ?? "");
  expect(isAbandoned(path, Date.now())).toBe(false);

  child.kill("SIGKILL");
  await once(child, "exit");
  expect(callsOnDisk(dir)).toEqual({ calls: upTo(2_000), damaged: 0 });
  expect(isAbandoned(path, Date.now())).toBe(true);
});

test("where a turn's lines are written together, a killed process loses those of its last turn at most", async () => {
  // Says after each turn how many calls were recorded in the turns before it.
  const script = `
    import { writeSync } from "node:fs";
    import { openJournal } from "@/lib/usage/journal";
    const journal = openJournal(${JSON.stringify(dir)}, { isBatched: true });
    const call = ${JSON.stringify(call(0))};
    let recorded = 0;
    const turn = () => {
      try { writeSync(1, recorded + "\\n"); } catch {}
      for (let n = 0; n < 20; n++) journal.record({ ...call, latencyMs: recorded++ });
      setImmediate(turn);
    };
    turn();
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
  const answered = Number(said.trimEnd().split("\n").at(-1));
  const { calls } = callsOnDisk(dir);
  expect(calls.slice(0, answered)).toEqual(upTo(answered));
});

test("where they are written together, whoever is about to answer has them written now", () => {
  const journal = opened({ isBatched: true });
  journal.record(call(0));
  journal.record(call(1));
  expect(callsOnDisk(dir).calls).toEqual([]);
  journal.writeOut?.();
  expect(callsOnDisk(dir)).toEqual({ calls: upTo(2), damaged: 0 });
});

test("where they are written together, a turn that goes on is written in parts", () => {
  let now = NOW;
  const journal = opened({ isBatched: true, now: () => now });
  journal.record(call(0));
  expect(callsOnDisk(dir).calls).toEqual([]);
  now += 5;
  journal.record(call(1));
  expect(callsOnDisk(dir).calls).toEqual(upTo(2));
  for (const n of upTo(300).slice(2)) journal.record(call(n));
  expect(callsOnDisk(dir).calls.length).toBeGreaterThanOrEqual(256);
  journal.close();
  expect(callsOnDisk(dir)).toEqual({ calls: upTo(300), damaged: 0 });
});

test("a file of another machine is abandoned only after its silence", async () => {
  const { utimesSync, writeFileSync } = await import("node:fs");
  const path = join(dir, "ins_elsewhere.journal");
  writeFileSync(path, "");
  writeFileSync(
    heartbeatPath(path),
    JSON.stringify({ machine: "elsewhere", pid: process.pid, startedAt: "1" }),
  );
  for (const at of [path, heartbeatPath(path)]) utimesSync(at, NOW / 1000, NOW / 1000);
  expect(isAbandoned(path, NOW + STALE_AFTER_MS)).toBe(false);
  expect(isAbandoned(path, NOW + STALE_AFTER_MS + 1)).toBe(true);
});
