import { readFileSync, readlinkSync, statSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { z } from "zod";

/** After this long without a beat an owner whose process cannot be looked up counts as gone. */
export const STALE_AFTER_MS = 30_000;

const Owner = z.object({ machine: z.string(), pid: z.number().int(), startedAt: z.string() });

/** The heartbeat that belongs to a journal file. */
export function heartbeatPath(journalPath: string): string {
  return `${journalPath}.alive`;
}

/** Says that this process owns the journal file. Call before the file's first byte. */
export function beginHeartbeat(journalPath: string): void {
  const owner: z.input<typeof Owner> = {
    machine: machine(),
    pid: process.pid,
    startedAt: startOf(process.pid),
  };
  writeFileSync(heartbeatPath(journalPath), JSON.stringify(owner), { mode: 0o600 });
}

/** Renews the heartbeat; a file that a full disk or a sweep took away is not an error. */
export function beat(journalPath: string, now: Date): void {
  try {
    utimesSync(heartbeatPath(journalPath), now, now);
  } catch {
    // Whoever judges this file falls back to the age of the journal itself.
  }
}

export function endHeartbeat(journalPath: string): void {
  try {
    unlinkSync(heartbeatPath(journalPath));
  } catch {
    // Already gone.
  }
}

/**
 * Whether nobody writes to the journal file any more.
 *
 * On the owner's own machine its process is looked up, so a crash is seen at once and a number given to another process
 * does not pass for it. From elsewhere (another container on the same volume) only silence of `STALE_AFTER_MS` can tell.
 * An owner that was silent for half of that leaves the file by itself before writing again (see `openJournal`).
 */
export function isAbandoned(journalPath: string, nowMs: number): boolean {
  const owner = readOwner(journalPath);
  if (owner?.machine === machine()) return !isRunning(owner.pid, owner.startedAt);
  return nowMs - lastSign(journalPath) > STALE_AFTER_MS;
}

function readOwner(journalPath: string): z.output<typeof Owner> | undefined {
  try {
    return Owner.safeParse(JSON.parse(readFileSync(heartbeatPath(journalPath), "utf8"))).data;
  } catch {
    return undefined;
  }
}

function lastSign(journalPath: string): number {
  const times = [heartbeatPath(journalPath), journalPath].map((path) => {
    return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  });
  return Math.max(...times);
}

function isRunning(pid: number, startedAt: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  return startOf(pid) === startedAt;
}

/** Ticks since boot at which the process began, `""` where the system does not say: tells a reused number apart. */
function startOf(pid: number): string {
  const stat = readOrEmpty(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // A killed process that its parent has not collected yet still answers to its number.
  return fields[0] === "Z" ? "ended" : (fields[19] ?? "");
}

let known: string | undefined;

/** Where a process number means something: host, boot and PID namespace. */
function machine(): string {
  known ??= [
    hostname(),
    readOrEmpty(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8")).trim(),
    readOrEmpty(() => readlinkSync("/proc/self/ns/pid")),
  ].join("|");
  return known;
}

function readOrEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}
