import { startChore } from "@/lib/logging/chore";
import { logger } from "@/lib/logging/logger";
import { runPending } from "./run-pending";

const LOOK_EVERY_MS = 2_000;

/**
 * Carries on with runs that were asked for, in the dashboard's process, which alone holds the master key. While the database
 * is away nothing happens. Returns the way to stop, which waits for the batch under way and leaves the rest to others.
 */
export function startMaterialUpkeep(): () => Promise<void> {
  let isStopping = false;
  const stop = startChore(LOOK_EVERY_MS, "sealing again", async () => {
    const finished = await runPending({ isStopping: () => isStopping });
    if (finished > 0) logger.info({ finished }, "everything is sealed with the newest version");
  });
  return () => {
    isStopping = true;
    return stop();
  };
}
