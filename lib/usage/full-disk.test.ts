import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type JournalAlarm, openJournal } from "./journal";
import { callsOnDisk } from "./testing/on-disk";
import { recordOf } from "./testing/record";

const ROOM = 1024 * 1024;
let dir: string;
let isMounted = false;

function run(command: string, ...args: string[]): void {
  execFileSync(command, args, { stdio: "ignore" });
}

/** A file system of one megabyte where this may be mounted; else a cap does for it. */
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "keyward-full-"));
  try {
    run("mount", "-t", "tmpfs", "-o", `size=${ROOM}`, "tmpfs", dir);
    isMounted = true;
  } catch {
    isMounted = false;
  }
});

afterEach(() => {
  // Files may still be closing: let go now, gone when they are.
  if (isMounted) run("umount", "-l", dir);
  rmSync(dir, { recursive: true, force: true });
});

test.each([false, true])(
  "on a full disk calls go on being taken, in bounds, with an alarm; afterwards each is on disk once (batched: %s)",
  async (isBatched) => {
    let now = 1_764_000_000_000;
    const alarms: JournalAlarm[] = [];
    const journal = openJournal(dir, {
      isBatched,
      capBytes: isMounted ? ROOM * 100 : ROOM,
      rotateBytes: ROOM / 8,
      holdRecords: 2_000,
      now: () => now,
      alarm: (alarm) => alarms.push(alarm),
    });
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const calls = 12_000;
    for (let n = 1; n <= calls; n++) {
      journal.record(recordOf({ latencyMs: n }));
      if (n % 50 === 0) await turn();
    }
    const { held, dropped } = journal.stats();
    expect(alarms.map(({ event }) => event)).toEqual(["journal_stuck"]);
    expect(held).toBe(2_000);
    expect(dropped).toBeGreaterThan(0);
    const before = callsOnDisk(dir);
    // No line is torn but the last of the file that was being written.
    expect(before.damaged).toBeLessThanOrEqual(1);
    expect(before.calls.length + held + dropped).toBe(calls);

    // What is counted is removed, and there is room again.
    for (const { path, sealed } of journal.files()) {
      if (!sealed) continue;
      rmSync(path);
      journal.forget(path);
    }
    now += 1_000;
    journal.record(recordOf({ latencyMs: calls + 1 }));
    while (journal.stats().held > 0) await turn();
    await turn();
    journal.close();
    expect(alarms.map(({ event }) => event)).toEqual(["journal_stuck", "journal_recovered"]);
    const written = [...before.calls, ...callsOnDisk(dir).calls];
    expect(new Set(written).size).toBe(written.length);
    expect(written.length).toBe(calls + 1 - journal.stats().dropped);
    expect(callsOnDisk(dir).damaged).toBe(0);
  },
);

test("a disk that was full before the first call costs no answer", () => {
  const alarms: JournalAlarm[] = [];
  if (isMounted) {
    try {
      writeFileSync(join(dir, "ballast"), Buffer.alloc(2 * ROOM));
    } catch {
      // Full is what it should be.
    }
  }
  const journal = openJournal(dir, { capBytes: isMounted ? ROOM : 0, alarm: (alarm) => alarms.push(alarm) });
  for (let n = 0; n < 10; n++) journal.record(recordOf());
  expect(journal.stats()).toEqual({ held: 10, dropped: 0 });
  expect(alarms.map(({ event }) => event)).toEqual(["journal_stuck"]);
  journal.close();
});
