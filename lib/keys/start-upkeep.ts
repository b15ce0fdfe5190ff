import { startChore } from "@/lib/logging/chore";
import { logger } from "@/lib/logging/logger";
import { sendNoticeMails } from "@/lib/notices/send-mails";
import { purgeDeletedKeys } from "./purge";
import { remindOfEnds, remindOfOldSecrets } from "./remind-of-ends";
import { followRotationPolicies } from "./rotation-policy";
import { settleRotations } from "./settle-rotations";

const SETTLE_EVERY_MS = 1_000;
const PURGE_EVERY_MS = 3_600_000;
const REMIND_EVERY_MS = 300_000;
const MAIL_EVERY_MS = 10_000;

/**
 * Starts what keys need without anybody asking: rotations are settled once a second, people are reminded of ends and due
 * rotations every five minutes, by mail ten seconds later, the trash is emptied once an hour.
 *
 * Belongs to the dashboard's process, which holds the master key that audit rows are signed with. While the database is
 * away nothing happens; the next run tries again. Returns the way to stop, which waits for a run under way.
 */
export function startKeyUpkeep(): () => Promise<void> {
  const chores = [
    startChore(SETTLE_EVERY_MS, "settling rotations", async () => {
      await settleRotations(new Date());
    }),
    startChore(REMIND_EVERY_MS, "reminding people of ends and rotations", async () => {
      const now = new Date();
      await remindOfEnds(now);
      await remindOfOldSecrets(now);
      const { rotated } = await followRotationPolicies(now);
      if (rotated > 0) logger.info({ rotated }, "rotated keys as policies say");
    }),
    startChore(MAIL_EVERY_MS, "sending mails of notices", async () => {
      await sendNoticeMails();
    }),
    startChore(PURGE_EVERY_MS, "emptying the trash", async () => {
      const purged = await purgeDeletedKeys(new Date());
      if (purged > 0) logger.info({ purged }, "purged keys from the trash");
    }),
  ];
  return async () => {
    await Promise.all(chores.map((stop) => stop()));
  };
}
