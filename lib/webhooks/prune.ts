import { db } from "@/lib/db/client";
import { EVENTS_KEPT_DAYS } from "./schemas";

const BATCH = 5_000;

/**
 * Forgets events that happened more than `EVENTS_KEPT_DAYS` days ago with their deliveries, and secrets whose overlap is over.
 *
 * Every instance may run it.
 * @returns How many events were forgotten; a batch at most.
 */
export async function pruneEvents(now: Date): Promise<number> {
  const until = new Date(now.getTime() - EVENTS_KEPT_DAYS * 86_400_000);
  await db.webhook.updateMany({
    where: { retiresAt: { lte: now } },
    data: { sealedRetiring: null, retiresAt: null },
  });
  return db.$executeRaw`
    DELETE FROM webhook_event WHERE id IN (
      SELECT id FROM webhook_event WHERE at < ${until}::timestamptz ORDER BY at LIMIT ${BATCH})`;
}
