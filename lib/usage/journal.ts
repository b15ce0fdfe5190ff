import { close, existsSync, fdatasync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { UsageRecord, UsageSink } from "@/lib/edge/ports";
import { newId } from "@/lib/std/id";
import { Aggregate } from "./aggregate";
import { beat, beginHeartbeat, endHeartbeat, STALE_AFTER_MS } from "./heartbeat";
import { journalName } from "./journal-name";
import { putAdmitted, putEnded } from "./line";
import { LineQueue } from "./line-queue";
import type { Taken, Tally } from "./tally";

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
  /**
   * Lines are handed to the system together, once per turn of the event loop or by `writeOut`, in place of one by one. Costs a
   * fifth as much; a process that is killed loses the calls of its last turn, of its last 5 ms at most while calls keep coming.
   */
  isBatched?: boolean;
  /** Takes a line before each call is forwarded, too; excludes `isBatched`. See `UsageSink.admitted`. */
  isStrict?: boolean;
  alarm?: (alarm: JournalAlarm) => void;
  now?: () => number;
  /** `fs.writeSync`, or a disk that fails. */
  write?: (fd: number, bytes: Buffer, offset: number) => number;
};

export type Journal = UsageSink & {
  /** Oldest first; the last one is being written to. */
  files(): readonly JournalFile[];
  /**
   * What a file holds so far, and the sum of what was written to it since the last time this was asked. The sum is handed
   * out once; it is missing when it would not be of exactly those bytes.
   */
  take(path: string): Taken;
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
const CHUNKS_PER_DRAIN = 16;
/** A line of this turn waits no longer while others come. */
const LONGEST_TURN_MS = 5;
const RECORDS_PER_TURN = 256;
/** What is added up in memory while nobody asks for it; then the file alone has to tell. */
const CALLS_PER_TALLY = 200_000;

/**
 * Opens this instance's append-only journal in `dir`. Every file has one writer, by whose random ID it is named.
 *
 * `record` hands the line to the system before it returns (one `write`, no timer), so a killed process loses no call
 * that was recorded, unless it `isBatched` (then: none that was followed by `writeOut`); `fdatasync` once a second bounds what a power cut can take. It never throws and
 * never waits.
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
  const isStrict = options.isStrict ?? false;
  const isBatched = !isStrict && (options.isBatched ?? false);
  const owner = newId("instance");
  const queue = new LineQueue();
  /** Calls let through and not ended; empty unless strict. */
  const admitted = new Set<string>();
  let gone = 0;
  let current: { fd: number; file: JournalFile } | undefined;
  let dropped = 0;
  let turn: NodeJS.Immediate | undefined;
  let turnAt = 0;
  let retryAt = 0;
  let stuck = false;
  let beatAt = now();
  let dirty = false;
  const sealedTallies = new Map<string, Tally>();
  /** Sums of what is written, or waits to be, since `from`; none while it is not clear where in which file that will stand. */
  let adding: { from: number; sums: Aggregate } | undefined;

  function begin(): { fd: number; file: JournalFile } {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const file = { path: join(dir, journalName(owner, files.length + gone)), bytes: 0, sealed: false };
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
    const tally = closeTally(file.bytes);
    if (tally !== undefined) sealedTallies.set(file.path, tally);
    // A line cut by a full disk is torn where it stands and goes into the next file whole.
    queue.rewindToLine();
  }

  function closeTally(to: number): Tally | undefined {
    const closed = queue.records === 0 ? adding : undefined;
    adding = undefined;
    return closed && { from: closed.from, to, sums: () => closed.sums.sums() };
  }

  function addUp(usage: UsageRecord): void {
    if (isStrict || stuck || (adding?.sums.calls ?? 0) >= CALLS_PER_TALLY) {
      adding = undefined;
      return;
    }
    // Only with nothing before it in the queue is it known where this call's line will begin.
    if (adding === undefined && queue.records === 0) {
      adding = { from: current?.file.bytes ?? 0, sums: new Aggregate() };
    }
    adding?.sums.add(usage);
  }

  function takeTally(path: string): Taken {
    if (current?.file.path === path && queue.records > 0) tryDrain();
    const to = files.find((file) => file.path === path)?.bytes ?? 0;
    if (current?.file.path === path) return { to, tally: closeTally(to) };
    const tally = sealedTallies.get(path);
    sealedTallies.delete(path);
    return { to, tally };
  }

  /** Writes what waits, oldest first. A short write is continued at the very byte. */
  function drain(): void {
    for (let chunks = 0; chunks < CHUNKS_PER_DRAIN; chunks++) {
      const next = queue.next();
      if (next === undefined) return;
      if (files.reduce((sum, file) => sum + file.bytes, 0) + next.length > capBytes) {
        throw new Error(`The journal holds ${capBytes} bytes that are not counted yet`);
      }
      const target = current ?? begin();
      for (let at = 0; at < next.length; ) {
        const count = write(target.fd, next, at);
        target.file.bytes += count;
        at += count;
        queue.wrote(count);
      }
      dirty = true;
      if (target.file.bytes >= rotateBytes) seal();
    }
  }

  function tryDrain(): void {
    try {
      drain();
      if (stuck && queue.records === 0) report(false, "");
      else if (queue.records > 0) setImmediate(tryDrain);
    } catch (error) {
      retryAt = now() + RETRY_MS;
      adding = undefined;
      if (current !== undefined && current.file.bytes > 0) seal();
      if (!stuck) report(true, error instanceof Error ? error.message : String(error));
    }
  }

  function report(isStuck: boolean, cause: string): void {
    stuck = isStuck;
    const event = isStuck ? "journal_stuck" : "journal_recovered";
    options.alarm?.({ event, held: queue.records, dropped, cause });
  }

  function tick(): void {
    const at = now();
    leaveIfSilent(at);
    beatAt = at;
    for (const file of files) beat(file.path, new Date(at));
    if (queue.records > 0) tryDrain();
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

  function append(usage: UsageRecord | null, put: (bytes: Buffer, at: number) => number): void {
    try {
      const at = now();
      leaveIfSilent(at);
      if (queue.records >= holdRecords) dropped += 1;
      else {
        if (usage !== null) addUp(usage);
        queue.add(put);
      }
      if (stuck ? at >= retryAt : !isBatched) tryDrain();
      else if (!stuck) joinTurn(at);
    } catch {
      dropped += 1;
    }
  }

  function noteAdmitted(usage: UsageRecord): void {
    admitted.add(usage.requestId);
    append(null, (bytes, at) => putAdmitted(usage, owner, bytes, at));
  }

  function joinTurn(at: number): void {
    if (turn === undefined) {
      turnAt = at;
      turn = setImmediate(endTurn);
    } else if (at - turnAt >= LONGEST_TURN_MS || queue.records >= RECORDS_PER_TURN) {
      endTurn();
    }
  }

  function writeOut(): void {
    if (turn !== undefined) endTurn();
  }

  function endTurn(): void {
    clearImmediate(turn);
    turn = undefined;
    tryDrain();
  }

  const timer = setInterval(tick, BEAT_MS);
  timer.unref();

  return {
    record(usage) {
      const wasAdmitted = isStrict && admitted.delete(usage.requestId);
      append(usage, (bytes, at) => putEnded(usage, bytes, at, wasAdmitted));
    },
    ...(isBatched ? { writeOut } : {}),
    take: takeTally,
    ...(isStrict ? { admitted: noteAdmitted } : {}),
    files: () => files.filter((file) => file.bytes > 0),
    forget(path) {
      const index = files.findIndex((file) => file.path === path);
      if (index < 0 || existsSync(path)) return;
      files.splice(index, 1);
      sealedTallies.delete(path);
      gone += 1;
    },
    seal() {
      if (queue.records > 0) tryDrain();
      if (current !== undefined && current.file.bytes > 0) seal();
    },
    stats: () => ({ held: queue.records, dropped }),
    close() {
      clearInterval(timer);
      if (queue.records > 0) tryDrain();
      seal();
    },
  };
}
