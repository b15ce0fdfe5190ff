import type { Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { type LockedKey, lockIdleKey } from "./lock";

/**
 * Does `work` to each key in a transaction of its own, and answers how many were done. Keys that are gone or that somebody
 * is at work on are left out; a job comes again.
 *
 * One key that fails keeps no other one waiting: the rest is done first.
 * @throws {AggregateError} What failed.
 */
export async function eachKey(
  keyIds: readonly string[],
  work: (tx: Tx, key: LockedKey) => Promise<boolean>,
): Promise<number> {
  let done = 0;
  const failures: unknown[] = [];
  for (const keyId of keyIds) {
    try {
      const isDone = await withTransaction(async (tx) => {
        const key = await lockIdleKey(tx, keyId);
        return key !== null && (await work(tx, key));
      });
      if (isDone) done += 1;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} keys failed.`);
  return done;
}
