import { startChore } from "@/lib/logging/chore";
import { followQpsRequests } from "./follow";

const FOLLOW_EVERY_MS = 30_000;

/**
 * Starts what QPS requests need without anybody asking: people hear within half a minute that a limit has begun or ended, that it
 * ends tomorrow, or that an answer is overdue.
 *
 * While the database is away nothing happens; the next run tries again. Returns the way to stop.
 */
export function startQpsUpkeep(): () => Promise<void> {
  return startChore(FOLLOW_EVERY_MS, "following QPS requests", () => followQpsRequests(new Date()));
}
