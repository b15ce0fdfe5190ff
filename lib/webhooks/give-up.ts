import type { Tx } from "@/lib/db/client";

/** Why nothing more is tried. */
export const WEBHOOK_DISABLED = "The webhook was disabled.";

/** Gives up what waits for a webhook that is being disabled. It can be sent again from the log. */
export async function giveUpWaiting(tx: Tx, webhookId: string, at: Date): Promise<void> {
  await tx.webhookDelivery.updateMany({
    where: { webhookId, dueAt: { not: null } },
    data: { dueAt: null, givenUpAt: at, givenUpReason: WEBHOOK_DISABLED },
  });
}
