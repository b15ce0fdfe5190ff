import { logger } from "@/lib/logging/logger";
import { every } from "@/lib/std/every";
import { forgetAnswers } from "./forget-answers";

const FORGET_EVERY_MS = 60_000;

/**
 * Starts what the management API needs without anybody asking: kept answers are erased within a minute of their end.
 *
 * While the database is away nothing happens; the next run tries again. Returns the way to stop.
 */
export function startManagementUpkeep(): () => Promise<void> {
  let isFailing = false;
  return every(
    FORGET_EVERY_MS,
    async () => {
      await forgetAnswers(new Date());
      isFailing = false;
    },
    (err) => {
      if (!isFailing) logger.warn({ err }, "erasing kept answers failed, will try again");
      isFailing = true;
    },
  );
}
