import {
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { z } from "zod";

/** After this long without a beat an owner whose process cannot be looked up counts as gone. */
export const STALE_AFTER_MS = 30_000;

/** A process, told apart from every other one that was or will be. */
export const Owner = z.object({ machine: z.string(), pid: z.number().int(), startedAt: z.string() });
export type Owner = z.output<typeof Owner>;

/** The heartbeat that belongs to a journal file. */
export function heartbeatPath(journalPath: string): string {
  return `${journalPath}.alive`;
}

/** Says that this process owns the journal file. Call before the file's first byte. */
export function beginHeartbeat(journalPath: string): void {
  writeFileSync(heartbeatPath(journalPath), JSON.stringify(thisProcess()), { mode: 0o600 });
}

/** This process, as it is written down for others. */
export function thisProcess(): Owner {
  return { machine: machine(), pid: process.pid, startedAt: startOf(process.pid) };
}

/** Whether the process ran on this very machine and does not any more. Of other machines nothing is known. */
export function hasDiedHere(owner: Owner): boolean {
  return owner.machine === machine() && !isRunning(owner.pid, owner.startedAt);
}

/** Whether journals of this process are left in the directory: their calls may not be counted yet. */
export function hasJournals(dir: string, { machine: where, pid, startedAt }: Owner): boolean {
  if (!existsSync(dir)) return false;
  const names = readdirSync(dir).filter((name) => name.endsWith(".journal"));
  return names.some((name) => {
    const owner = readOwner(join(dir, name));
    // Whose it is cannot be told: it may be this one's.
    return (
      owner === undefined || (owner.machine === where && owner.pid === pid && owner.startedAt === startedAt)
    );
  });
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

function readOwner(journalPath: string): Owner | undefined {
  try {
    return Owner.safeParse(JSON.parse(readFileSync(heartbeatPath(journalPath), "utf8"))).data;
  } catch {
    return undefined;
  }
}

function lastSign(journalPath: string): number {
  const times = [heartbeatPath(journalPath), journalPath].map((path) => {
    // Without the remark the bundler takes the whole project for what may be read here.
    return statSync(/* turbopackIgnore: true */ path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
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
