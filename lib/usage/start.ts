import { join } from "node:path";
import { pool } from "@/lib/db/pool";
import type { UsageSink } from "@/lib/edge/ports";
import { env } from "@/lib/env";
import { logger } from "@/lib/logging/logger";
import { type Flusher, startFlusher } from "./flush";
import { type Journal, openJournal } from "./journal";
import { keepPartitions } from "./partitions";
import { sweepOrphans } from "./sweep";

type Running = { journal: Journal; flusher: Flusher; stopChores(): Promise<void> };

const slot = Symbol.for("keyward.usage");
const shared = globalThis as { [slot]?: Running };

const SWEEP_EVERY_MS = 15_000;
const PARTITIONS_EVERY_MS = 3_600_000;

/**
 * Starts metering in this process, once: journal under `<DATA_DIR>/journal`, its counting into Postgres, the sweep of
 * files that dead instances left (now and every 15 s) and the upkeep of partitions. Answers where to record calls.
 *
 * Every bundle gets the same sink. Postgres need not be reachable yet. Throws only when the configuration is incomplete.
 */
export function startUsage(): UsageSink {
  shared[slot] ??= start(join(env().DATA_DIR, "journal"));
  return shared[slot].journal;
}

/** Seals the journal, counts what is left if Postgres is there, and stops. What could not be counted is swept later. */
export async function stopUsage(): Promise<void> {
  const running = shared[slot];
  if (running === undefined) return;
  delete shared[slot];
  running.journal.close();
  await running.stopChores();
  await running.flusher.flush();
  await running.flusher.stop();
}

/** Unix time since when this process has calls that it could not count; `null` when counting keeps up. */
export function behindSince(): number | null {
  return shared[slot]?.flusher.behindSince() ?? null;
}

function start(dir: string): Running {
  const keepDays = env().USAGE_KEEP_DAYS;
  const journal = openJournal(dir, { alarm: (alarm) => logger.error(alarm, "usage journal") });
  const flusher = startFlusher(pool(), journal, {
    keepDays,
    alarm: (alarm) => logger.error(alarm, "usage flush"),
  });
  const sweep = every(SWEEP_EVERY_MS, "usage sweep", async () => {
    const swept = await sweepOrphans(pool(), { dir, keepDays, nowMs: Date.now() });
    if (swept.counted > 0 || swept.skipped > 0) logger.info(swept, "counted what another instance left");
  });
  const partitions = every(PARTITIONS_EVERY_MS, "usage partitions", async () => {
    const dropped = await keepPartitions(pool(), keepDays, Date.now());
    if (dropped.length > 0) logger.info({ dropped }, "dropped old usage");
  });
  return {
    journal,
    flusher,
    async stopChores() {
      await Promise.all([sweep(), partitions()]);
    },
  };
}

/** Runs `chore` now and again `pauseMs` after each end. The answer stops it and waits for the run under way. */
function every(pauseMs: number, name: string, chore: () => Promise<void>): () => Promise<void> {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const run = () => {
    running = chore()
      .catch((err: unknown) => logger.warn({ err }, `${name} failed, will try again`))
      .finally(() => {
        if (isStopped) return;
        timer = setTimeout(run, pauseMs);
        timer.unref();
      });
  };
  run();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await running;
  };
}
