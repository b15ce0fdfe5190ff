import { startChore } from "@/lib/logging/chore";
import { forgetAnswers } from "./forget-answers";

const FORGET_EVERY_MS = 60_000;

/**
 * Starts what the management API needs without anybody asking: kept answers are erased within a minute of their end.
 *
 * While the database is away nothing happens; the next run tries again. Returns the way to stop.
 */
export function startManagementUpkeep(): () => Promise<void> {
  return startChore(FORGET_EVERY_MS, "erasing kept answers", () => forgetAnswers(new Date()));
}
