import { startChore } from "@/lib/logging/chore";
import { purgeSignIns } from "./sign-in-log/purge";

const PURGE_EVERY_MS = 3_600_000;

/**
 * Starts what accounts need without anybody asking: once an hour, tries to sign in that are older than 90 days are dropped.
 * Returns the way to stop, which waits for a run under way.
 */
export function startAccountUpkeep(): () => Promise<void> {
  return startChore(PURGE_EVERY_MS, "purging the sign-in log", () => purgeSignIns(new Date()));
}
