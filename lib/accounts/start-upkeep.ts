import { logger } from "@/lib/logging/logger";
import { every } from "@/lib/std/every";
import { purgeSignIns } from "./sign-in-log/purge";

const PURGE_EVERY_MS = 3_600_000;

/**
 * Starts what accounts need without anybody asking: once an hour, tries to sign in that are older than 90 days are dropped.
 * Returns the way to stop, which waits for a run under way.
 */
export function startAccountUpkeep(): () => Promise<void> {
  return every(
    PURGE_EVERY_MS,
    async () => {
      await purgeSignIns(new Date());
    },
    (err) => logger.warn({ err }, "purging the sign-in log failed, will try again"),
  );
}
