import type { Pool } from "pg";
import { countBatch } from "./count";
import type { Journal } from "./journal";
import { readTails } from "./tails";

/** Postgres cannot be asked (`failed`), can be again (`recovered`), or lines could not be counted (`skipped`). */
export type FlushAlarm = {
  event: "flush_failed" | "flush_recovered" | "lines_skipped";
  lines: number;
  cause: string;
};

export type FlushOptions = {
  keepDays: number;
  alarm?: (alarm: FlushAlarm) => void;
  now?: () => number;
};

export type Flusher = {
  /** Counts everything recorded before the call; joins a run that is under way and then runs once more. */
  flush(): Promise<void>;
  /** Since when records have been waiting that could not be counted, `null` when counting keeps up. */
  behindSince(): number | null;
  /** Everything recorded before this was counted; Unix time. */
  countedTo(): number;
  /** Ends the timer and waits for the run that is under way. */
  stop(): Promise<void>;
};

const EVERY_MS = 1_000;
const LONGEST_WAIT_MS = 5_000;

/**
 * Counts this instance's own journal into Postgres once a second, and removes files that are sealed and counted. What the
 * journal added up while writing is taken as it is; where that does not fit the position in Postgres, the lines are read.
 *
 * Whose calls are watched as they come is asked on the way, so that from the next second on all of them are kept.
 *
 * While Postgres is away records wait in the journal; attempts go on, at most `LONGEST_WAIT_MS` apart.
 */
export function startFlusher(pool: Pool, journal: Journal, options: FlushOptions): Flusher {
  const now = options.now ?? Date.now;
  const positions = new Map<string, number>();
  let running: Promise<void> | undefined;
  let failures = 0;
  let behind: number | null = null;
  let countedTo = now();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function run(): Promise<void> {
    const begunAt = now();
    try {
      for (const file of journal.files()) await countFile(file.path, file.sealed);
      await readTails(pool);
      if (failures > 0) options.alarm?.({ event: "flush_recovered", lines: 0, cause: "" });
      failures = 0;
      behind = null;
      countedTo = begunAt;
    } catch (error) {
      behind ??= now();
      failures += 1;
      if (failures === 1) options.alarm?.({ event: "flush_failed", lines: 0, cause: causeOf(error) });
    }
  }

  async function countFile(path: string, isFinished: boolean): Promise<void> {
    const { to, tally } = journal.take(path);
    const input = { path, isFinished, keepDays: options.keepDays, ...(isFinished ? {} : { until: to }) };
    for (let sum = tally; ; sum = undefined) {
      const before = positions.get(path) ?? 0;
      if (before >= to && !isFinished) return;
      const result = await countBatch(pool, { ...input, ...(sum && { tally: sum }), nowMs: now() });
      positions.set(path, result.position);
      if (result.skipped > 0) options.alarm?.({ event: "lines_skipped", lines: result.skipped, cause: path });
      if (result.isGone) {
        positions.delete(path);
        journal.forget(path);
        return;
      }
      if (result.position === before) return;
    }
  }

  async function flush(): Promise<void> {
    await running;
    running ??= run().finally(() => {
      running = undefined;
    });
    await running;
  }

  function schedule(): void {
    if (isStopped) return;
    timer = setTimeout(
      () => void flush().finally(schedule),
      Math.min(EVERY_MS * 2 ** Math.min(failures, 3), LONGEST_WAIT_MS),
    );
    timer.unref();
  }
  schedule();

  return {
    flush,
    behindSince: () => behind,
    countedTo: () => countedTo,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

function causeOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
