import { db } from "@/lib/db/client";

/** For so long a used `Idempotency-Key` is remembered; until then it is never taken for a new request. */
const REMEMBERED_DAYS = 30;

/**
 * Erases kept answers that are not replayed any more, and forgets keys after `REMEMBERED_DAYS`. Every instance may run it.
 * @returns How many answers were erased.
 */
export async function forgetAnswers(now: Date): Promise<number> {
  const { count } = await db.idempotentAnswer.updateMany({
    where: { answer: { not: null }, replayUntil: { lte: now } },
    data: { answer: null },
  });
  const forgotten = new Date(now.getTime() - REMEMBERED_DAYS * 86_400_000);
  await db.idempotentAnswer.deleteMany({ where: { createdAt: { lte: forgotten } } });
  return count;
}
