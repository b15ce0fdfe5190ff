import { startChore } from "@/lib/logging/chore";
import { logger } from "@/lib/logging/logger";
import { watchCallers } from "./watch-callers";
import { watchMinutes } from "./watch-minutes";
import { watchQuotas } from "./watch-quotas";
import { watchUnused } from "./watch-unused";

const LOOK_EVERY_MS = 5_000;

const PARTS = [
  { name: "watching callers", watch: watchCallers },
  { name: "watching calls", watch: watchMinutes },
  { name: "watching quotas", watch: watchQuotas },
  { name: "watching unused keys", watch: watchUnused },
] as const;

/**
 * Starts the watch over the calls: each part runs when it is due, in one process at a time.
 *
 * While the database is away nothing happens; the next run tries again. Returns the way to stop, which waits for a run under way.
 */
export function startAlertWatch(): () => Promise<void> {
  const parts = PARTS.map(({ name, watch }) =>
    startChore(LOOK_EVERY_MS, name, async () => {
      const raised = await watch(new Date());
      if (raised > 0) logger.info({ raised }, `${name} raised alerts`);
    }),
  );
  return async () => {
    await Promise.all(parts.map((stop) => stop()));
  };
}
