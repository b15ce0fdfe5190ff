import { startChore } from "@/lib/logging/chore";
import { logger } from "@/lib/logging/logger";
import { pruneFindings } from "./prune";
import { settleFindings } from "./settle";

const SETTLE_EVERY_MS = 2_000;
const PRUNE_EVERY_MS = 3_600_000;

/**
 * Starts what reported leaks need: they are looked up within two seconds, and forgotten in time.
 *
 * Belongs to the dashboard's process, which holds the key that audit rows are signed with. While the database is away nothing
 * happens; the next run tries again. Returns the way to stop, which waits for a run under way.
 */
export function startLeakUpkeep(): () => Promise<void> {
  const stopSettling = startChore(SETTLE_EVERY_MS, "looking up reported leaks", async () => {
    const { known, unknown } = await settleFindings(new Date());
    if (known + unknown > 0) logger.info({ known, unknown }, "looked up reported leaks");
  });
  const stopPruning = startChore(PRUNE_EVERY_MS, "forgetting reported leaks", () =>
    pruneFindings(new Date()),
  );
  return async () => {
    await Promise.all([stopSettling(), stopPruning()]);
  };
}
