import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Claims the data folder for this process and returns how to let go of it.
 * @throws {Error} When another demo that is alive holds it.
 */
export function claimDataDir(dataDir: string): () => void {
  const file = join(dataDir, "demo.pid");
  const holder = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  if (holder > 0 && isAlive(holder)) {
    throw new Error(
      `A demo already runs on ${dataDir} (process ${holder}). Stop it first, or choose another folder with DATA_DIR.`,
    );
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
