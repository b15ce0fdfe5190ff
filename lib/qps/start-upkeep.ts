import { logger } from "@/lib/logging/logger";
import { every } from "@/lib/std/every";
import { followQpsRequests } from "./follow";

const FOLLOW_EVERY_MS = 30_000;

/**
 * Starts what QPS requests need without anybody asking: people hear within half a minute that a limit has begun or ended, that it
 * ends tomorrow, or that an answer is overdue.
 *
 * While the database is away nothing happens; the next run tries again. Returns the way to stop.
 */
export function startQpsUpkeep(): () => Promise<void> {
  let isFailing = false;
  return every(
    FOLLOW_EVERY_MS,
    async () => {
      await followQpsRequests(new Date());
      isFailing = false;
    },
    (err) => {
      if (!isFailing) logger.warn({ err }, "following QPS requests failed, will try again");
      isFailing = true;
    },
  );
}
