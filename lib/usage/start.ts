import { join } from "node:path";
import { pool } from "@/lib/db/pool";
import type { UsageSink } from "@/lib/edge/ports";
import { edgeEnv } from "@/lib/env";
import { startChore } from "@/lib/logging/chore";
import { logger } from "@/lib/logging/logger";
import { startFlusher } from "./flush";
import { openJournal } from "./journal";
import { keepPartitions } from "./partitions";
import { rollUp } from "./roll-up";
import { type Running, running, setRunning } from "./running";
import { sweepOrphans } from "./sweep";

const SWEEP_EVERY_MS = 15_000;
const PARTITIONS_EVERY_MS = 3_600_000;
const ROLL_UP_EVERY_MS = 20_000;

/**
 * Starts metering in this process, once: journal under `<DATA_DIR>/journal`, its counting into Postgres, the sweep of
 * files that dead instances left (now and every 15 s), its rolling up (every 20 s) and the upkeep of partitions. Answers where to record calls.
 *
 * Every bundle gets the same sink. Postgres need not be reachable yet. Throws only when the configuration is incomplete.
 *
 * The lines of one turn of the event loop go out together, before the answers do: a killed process has answered no call that is
 * not in its journal. Under `METER_STRICT` each goes out by itself.
 */
export function startUsage(): UsageSink {
  const current = running() ?? start(join(edgeEnv().DATA_DIR, "journal"));
  setRunning(current);
  return current.journal;
}

/** Seals the journal, counts what is left if Postgres is there, and stops. What could not be counted is swept later. */
export async function stopUsage(): Promise<void> {
  const current = running();
  if (current === undefined) return;
  setRunning(undefined);
  current.journal.close();
  await current.stopChores();
  await current.flusher.flush();
  await current.flusher.stop();
}

function start(dir: string): Running {
  const settings = edgeEnv();
  const { USAGE_KEEP_DAYS: keepDays, METER_STRICT, JOURNAL_CAP_MB } = settings;
  const isStrict = METER_STRICT === "1";
  const journal = openJournal(dir, {
    isStrict,
    isBatched: !isStrict,
    capBytes: JOURNAL_CAP_MB * 1_000_000,
    alarm: (alarm) => logger.error(alarm, "usage journal"),
  });
  const flusher = startFlusher(pool(), journal, {
    keepDays,
    alarm: (alarm) => logger[alarm.event === "flush_recovered" ? "info" : "error"](alarm, "usage flush"),
  });
  const countOrphans = async () => {
    const swept = await sweepOrphans(pool(), { dir, keepDays, nowMs: Date.now() });
    if (swept.counted > 0 || swept.skipped > 0) logger.info(swept, "counted what another instance left");
  };
  const sweep = startChore(SWEEP_EVERY_MS, "usage sweep", countOrphans);
  const keep = {
    usageDays: keepDays,
    hoursDays: settings.USAGE_HOURS_KEEP_DAYS,
    daysDays: settings.USAGE_DAYS_KEEP_DAYS,
    logDays: settings.REQUEST_LOG_KEEP_DAYS,
  };
  const dropOld = async () => {
    const dropped = await keepPartitions(pool(), keep, Date.now());
    if (dropped.length > 0) logger.info({ dropped }, "dropped old usage");
  };
  const partitions = startChore(PARTITIONS_EVERY_MS, "usage partitions", dropOld);
  const stopping = new AbortController();
  const roll = () => rollUp(pool(), Date.now(), stopping.signal);
  const rolling = startChore(ROLL_UP_EVERY_MS, "usage roll-up", roll);
  return {
    journal,
    flusher,
    async stopChores() {
      stopping.abort();
      await Promise.all([sweep(), partitions(), rolling()]);
    },
  };
}
