import { close, existsSync, fdatasync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { UsageRecord, UsageSink } from "@/lib/edge/ports";
import { newId } from "@/lib/std/id";
import { beat, beginHeartbeat, endHeartbeat, STALE_AFTER_MS } from "./heartbeat";
import { encodeLine } from "./line";

/** What an operator must hear of. `dropped` counts calls that will never be on a chart. */
export type JournalAlarm = {
  event: "journal_stuck" | "journal_recovered";
  held: number;
  dropped: number;
  cause: string;
};

/** One file of this journal. `bytes` grows until `sealed`; nobody writes to a sealed file again. */
export type JournalFile = { readonly path: string; bytes: number; sealed: boolean };

export type JournalOptions = {
  /** A file is sealed and the next one begun once it holds this much. */
  rotateBytes?: number;
  /** All files together; beyond it the journal behaves as on a full disk. */
  capBytes?: number;
  /** Records held in memory while nothing can be written; the ones that come later are dropped and counted. */
  holdRecords?: number;
  alarm?: (alarm: JournalAlarm) => void;
  now?: () => number;
  /** `fs.writeSync`, or a disk that fails. */
  write?: (fd: number, bytes: Buffer, offset: number) => number;
};

export type Journal = UsageSink & {
  /** Oldest first; the last one is being written to. */
  files(): readonly JournalFile[];
  /** Forgets a sealed file that was counted and removed. */
  forget(path: string): void;
  /** Seals the file being written to, so that it can be counted to its end; the next record begins another. */
  seal(): void;
  stats(): { held: number; dropped: number };
  close(): void;
};

const RETRY_MS = 250;
const BEAT_MS = 1_000;
/** Bounds how long one call can be kept busy by what waited, about 10 ms. */
const LINES_PER_DRAIN = 2_000;

/**
 * Opens this instance's append-only journal in `dir`. Every file has a random name and one writer.
 *
 * `record` hands the line to the system before it returns (one `write`, no timer), so a killed process loses no call
 * that was recorded; `fdatasync` once a second bounds what a power cut can take. It never throws and never waits.
 *
 * When nothing can be written (disk full, or `capBytes` reached) calls go on being decided: up to `holdRecords` records
 * wait in memory, in order, and are written once there is room; beyond that they are dropped and counted. `alarm` hears
 * when this begins and when it ends. The stuck file is sealed, so that counting it can give its space back.
 *
 * An owner that was stopped for half the time after which others may take its file (see `isAbandoned`) begins a new one
 * before it writes again.
 */
export function openJournal(dir: string, options: JournalOptions = {}): Journal {
  const rotateBytes = options.rotateBytes ?? 16 * 1024 * 1024;
  const capBytes = options.capBytes ?? 1024 * 1024 * 1024;
  const holdRecords = options.holdRecords ?? 50_000;
  const now = options.now ?? Date.now;
  const write = options.write ?? ((fd, bytes, offset) => writeSync(fd, bytes, offset));

  const files: JournalFile[] = [];
  const held: Buffer[] = [];
  let current: { fd: number; file: JournalFile } | undefined;
  let written = 0;
  let dropped = 0;
  let retryAt = 0;
  let stuck = false;
  let beatAt = now();
  let dirty = false;

  function begin(): { fd: number; file: JournalFile } {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const file = { path: join(dir, `${newId("instance")}.journal`), bytes: 0, sealed: false };
    try {
      beginHeartbeat(file.path);
      current = { fd: openSync(file.path, "ax", 0o600), file };
    } catch (error) {
      endHeartbeat(file.path);
      throw error;
    }
    files.push(file);
    return current;
  }

  function seal(): void {
    if (current === undefined) return;
    const { fd, file } = current;
    fdatasync(fd, () => close(fd, () => {}));
    file.sealed = true;
    current = undefined;
    // A line cut by a full disk is torn where it stands and goes into the next file whole.
    written = 0;
  }

  /** Writes what waits, oldest first. A short write is continued at the very byte. */
  function drain(): void {
    for (let lines = 0; lines < LINES_PER_DRAIN; lines++) {
      const next = held[0];
      if (next === undefined) return;
      if (files.reduce((sum, file) => sum + file.bytes, 0) + next.length > capBytes) {
        throw new Error(`The journal holds ${capBytes} bytes that are not counted yet`);
      }
      const target = current ?? begin();
      while (written < next.length) {
        const count = write(target.fd, next, written);
        target.file.bytes += count;
        written += count;
      }
      dirty = true;
      held.shift();
      written = 0;
      if (target.file.bytes >= rotateBytes) seal();
    }
  }

  function tryDrain(): void {
    try {
      drain();
      if (stuck && held.length === 0) report(false, "");
      else if (held.length > 0) setImmediate(tryDrain);
    } catch (error) {
      retryAt = now() + RETRY_MS;
      if (current !== undefined && current.file.bytes > 0) seal();
      if (!stuck) report(true, error instanceof Error ? error.message : String(error));
    }
  }

  function report(isStuck: boolean, cause: string): void {
    stuck = isStuck;
    const event = isStuck ? "journal_stuck" : "journal_recovered";
    options.alarm?.({ event, held: held.length, dropped, cause });
  }

  function tick(): void {
    const at = now();
    leaveIfSilent(at);
    beatAt = at;
    for (const file of files) beat(file.path, new Date(at));
    if (held.length > 0) tryDrain();
    // Somebody took the file away: what is written to it from now on would be lost.
    if (current !== undefined && !existsSync(current.file.path)) seal();
    if (dirty && current !== undefined) {
      dirty = false;
      fdatasync(current.fd, () => {});
    }
  }

  function leaveIfSilent(at: number): void {
    if (at - beatAt <= STALE_AFTER_MS / 2) return;
    beatAt = at;
    seal();
  }

  const timer = setInterval(tick, BEAT_MS);
  timer.unref();

  return {
    record(usage: UsageRecord): void {
      try {
        const at = now();
        leaveIfSilent(at);
        if (held.length >= holdRecords) {
          dropped += 1;
        } else {
          held.push(Buffer.from(encodeLine(usage), "latin1"));
        }
        if (!stuck || at >= retryAt) tryDrain();
      } catch {
        dropped += 1;
      }
    },
    files: () => files.filter((file) => file.bytes > 0),
    forget(path) {
      const index = files.findIndex((file) => file.path === path);
      if (index >= 0 && !existsSync(path)) files.splice(index, 1);
    },
    seal() {
      if (current !== undefined && current.file.bytes > 0) seal();
    },
    stats: () => ({ held: held.length, dropped }),
    close() {
      clearInterval(timer);
      if (held.length > 0) tryDrain();
      seal();
    },
  };
}
