import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Pool } from "pg";
import { settleAdmissions } from "./admissions";
import { countBatch } from "./count";
import { endHeartbeat, isAbandoned } from "./heartbeat";
import { ownerOf } from "./journal-name";

export type SweepInput = { dir: string; keepDays: number; nowMs: number };

/**
 * Counts the journal files in `dir` that nobody writes to any more, and removes them; then the calls that their owners let
 * through and did not live to see the end of (METER_STRICT).
 *
 * Several sweepers may run at once, here and elsewhere: `countBatch` lets each record through once.
 * @returns How many records were counted and how many lines could not be.
 * @throws What Postgres or the disk threw; the rest is swept next time.
 */
export async function sweepOrphans(
  pool: Pool,
  input: SweepInput,
): Promise<{ counted: number; skipped: number }> {
  const total = { counted: 0, skipped: 0 };
  const names: string[] = await readdir(input.dir).catch(() => []);
  const orphans = names.filter(
    (name) => name.endsWith(".journal") && isAbandoned(join(input.dir, name), input.nowMs),
  );
  const countToEnd = async (name: string, isKept: boolean) => {
    const { keepDays, nowMs } = input;
    for (let isDone = false; !isDone; ) {
      const result = await countBatch(pool, {
        path: join(input.dir, name),
        isFinished: true,
        isKept,
        keepDays,
        nowMs,
      });
      total.counted += result.counted;
      total.skipped += result.skipped;
      isDone = result.isDone;
    }
  };
  for (const name of orphans) await countToEnd(name, true);
  // The files go last: they are how the next sweeper learns of these owners, should this one die in between.
  total.counted += await settleAdmissions(pool, [...new Set(orphans.map(ownerOf))], input.nowMs);
  for (const name of orphans) await countToEnd(name, false);
  for (const name of names.filter((entry) => entry.endsWith(".journal.alive"))) {
    const path = join(input.dir, name.slice(0, -".alive".length));
    if (!names.includes(name.slice(0, -".alive".length)) && isAbandoned(path, input.nowMs))
      endHeartbeat(path);
  }
  return total;
}
