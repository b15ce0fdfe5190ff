import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "@/lib/std/id";
import { isRunning, ownIdentity } from "./holders";

const WAIT_MS = 60_000;

/**
 * Runs `work` while no other process runs work under the same `dir`.
 *
 * A lock whose process died is taken over, so a crash never blocks the next start.
 * @throws {Error} When a living process keeps the lock for a minute.
 */
export async function withStartLock<T>(dir: string, work: () => Promise<T>): Promise<T> {
  const lock = join(dir, "start.lock");
  const mine = `${lock}.${newId("instance")}`;
  const deadline = Date.now() + WAIT_MS;
  // Linked into place when whole: a lock file is never seen without its owner in it.
  writeFileSync(mine, ownIdentity());
  try {
    while (!take(mine, lock)) {
      if (Date.now() > deadline) throw new Error(`Another process keeps ${lock}; stop it and start again.`);
      await sleep(50);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(mine: string, lock: string): boolean {
  try {
    linkSync(mine, lock);
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  try {
    if (!isRunning(readFileSync(lock, "utf8"))) rmSync(lock, { force: true });
  } catch (error) {
    // Gone between the two calls: the next round takes it.
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  return false;
}
