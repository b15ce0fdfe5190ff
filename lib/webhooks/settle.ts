import { emitAudit } from "@/lib/audit/emit";
import { db, type Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { jobContext } from "@/lib/keys/job-context";
import { notify } from "@/lib/notices/notify";
import type { Claimed } from "./attempt";
import { pauseAfter } from "./backoff";
import { giveUpWaiting, WEBHOOK_DISABLED } from "./give-up";
import type { PostOutcome } from "./post";
import { DISABLED_AFTER_DAYS } from "./schemas";

const DAY_MS = 86_400_000;
const GONE = 410;

/** How a try of a claimed delivery went, and when. */
export type Tried = { claimed: Claimed; outcome: PostOutcome | null; at: Date };

/**
 * Writes down how a try went: arrived, to be tried again after a pause, or given up; and what it says about the webhook. Each
 * try is kept beside that.
 *
 * A webhook that answers 410, or that has refused everything for `DISABLED_AFTER_DAYS` days and gives up another delivery, is
 * disabled; its organization's admins are told. Somebody who took the delivery over after the lease keeps it.
 * @param random At least 0, less than 1: spreads the tries.
 * @param isLast No further try, however this one went.
 */
export async function settle({ claimed, outcome, at }: Tried, random: number, isLast = false): Promise<void> {
  const { id, webhookId } = claimed;
  if (outcome === null) {
    await db.webhookDelivery.updateMany({
      where: { id, arrivedAt: null },
      data: { dueAt: null, givenUpAt: at, givenUpReason: WEBHOOK_DISABLED },
    });
    return;
  }
  if (outcome.kind === "arrived") {
    await withTransaction(async (tx) => {
      await tx.webhookDelivery.updateMany({
        where: { id },
        data: { dueAt: null, givenUpAt: null, givenUpReason: null, arrivedAt: at },
      });
      await noteTry(tx, { id, outcome, at });
    });
    await db.webhook.updateMany({
      where: { id: webhookId, failingSince: { not: null } },
      data: { failingSince: null },
    });
    return;
  }
  const pause =
    isLast || outcome.status === GONE ? null : pauseAfter(claimed.attempts, outcome.retryAfterMs, random);
  const next = {
    dueAt: pause === null ? null : new Date(at.getTime() + pause),
    givenUpAt: pause === null ? at : null,
  };
  await withTransaction(async (tx) => {
    const { count } = await tx.webhookDelivery.updateMany({
      where: { id, dueAt: claimed.leasedUntil },
      data: next,
    });
    await noteTry(tx, { id, outcome, at });
    if (count === 0) return;
    await tx.webhook.updateMany({
      where: { id: webhookId, failingSince: null },
      data: { failingSince: at },
    });
    if (pause === null) await disableIfDead(tx, webhookId, { outcome, at });
  });
}

/** Whoever came back too late has tried as well. A delivery that was removed meanwhile keeps nothing. */
async function noteTry(
  tx: Tx,
  { id, outcome, at }: { id: string; outcome: PostOutcome; at: Date },
): Promise<void> {
  const error = outcome.kind === "failed" ? outcome.error : null;
  await tx.$executeRaw`
    INSERT INTO webhook_try (delivery_id, at, status, error, ms)
    SELECT id, ${at}::timestamptz, ${outcome.status}::int, ${error}::text, ${outcome.ms}::int
      FROM webhook_delivery WHERE id = ${id} FOR KEY SHARE`;
}

async function disableIfDead(
  tx: Tx,
  webhookId: string,
  { outcome, at }: { outcome: PostOutcome; at: Date },
): Promise<void> {
  const isGone = outcome.status === GONE;
  const since = new Date(at.getTime() - DISABLED_AFTER_DAYS * DAY_MS);
  const reason = isGone
    ? "It answered 410: whoever receives it wants no more."
    : `Nothing has arrived for ${DISABLED_AFTER_DAYS} days.`;
  const [dead] = await tx.webhook.updateManyAndReturn({
    where: { id: webhookId, disabledAt: null, ...(isGone ? {} : { failingSince: { lte: since } }) },
    data: { disabledAt: at, disabledReason: reason, version: { increment: 1 } },
    select: { id: true, orgId: true, name: true },
  });
  if (dead === undefined) return;
  await giveUpWaiting(tx, webhookId, at);
  await emitAudit(tx, jobContext("webhooks", dead.orgId, at), {
    action: "webhook.disabled",
    targetType: "webhook",
    targetId: webhookId,
    after: { name: dead.name },
    reason,
  });
  await notify(tx, {
    orgId: dead.orgId,
    role: "admin",
    kind: "webhook.disabled",
    subject: webhookId,
    occurrence: String(at.getTime()),
    data: { webhookName: dead.name, reason, disabledAt: at.toISOString() },
    at,
  });
}
