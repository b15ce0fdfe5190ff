import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newId } from "@/lib/std/id";
import { readIfThere } from "./read-if-there";

/** When a process started, in the system's own ticks; `""` where the system does not tell. Guards against reused IDs. */
function startedAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command name may hold spaces and brackets; the fields after its last bracket do not. Start time is field 22.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** `<pid> <start time>` of this process, to be checked with `isRunning` later. */
export function ownIdentity(): string {
  return `${process.pid} ${startedAt(process.pid)}`;
}

/** Whether the process that wrote `identity` is still the one that runs under its ID. */
export function isRunning(identity: string): boolean {
  const [pid = "", started = ""] = identity.split(" ");
  return /^\d+$/.test(pid) && isAlive(Number(pid)) && startedAt(Number(pid)) === started;
}

/** Notes that this process uses the server kept in `dir`. Returns the note's path. */
export function hold(dir: string): string {
  mkdirSync(join(dir, "holders"), { recursive: true });
  const name = newId("instance");
  const note = join(dir, "holders", name);
  // Moved into place when whole: who lets go in this moment would take an empty note for one of a dead process.
  writeFileSync(join(dir, name), ownIdentity());
  renameSync(join(dir, name), note);
  return note;
}

/**
 * Takes the note back; answers whether no living process holds the server any more. Notes of dead ones are removed.
 *
 * Never fails on what others do meanwhile: a note that goes away is one less, and of a folder that is gone with all its
 * notes nobody holds the server.
 */
export function release(dir: string, note: string): boolean {
  rmSync(note, { force: true });
  let living = 0;
  for (const other of notesIn(join(dir, "holders"))) {
    if (isRunning(readIfThere(other) ?? "")) living += 1;
    else rmSync(other, { force: true });
  }
  return living === 0;
}

function notesIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
