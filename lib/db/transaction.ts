import { announceCommitted, collectChanges } from "@/lib/changes/pending";
import { db, type Tx } from "./client";

/**
 * Runs `fn` in one transaction (read committed) and answers what it answers.
 *
 * Whatever `fn` throws rolls everything back and is thrown on. When this resolves, the transaction is committed and the
 * changes it recorded are already in effect in this process. Waits 2 s for a connection, runs at most 10 s.
 */
export async function withTransaction<T>(fn: (tx: Tx) => Promise<T>): Promise<T> {
  const { result, changes } = await db.$transaction(
    async (client) => {
      // Prisma types the inner client without the global omit that it does apply.
      const tx = client as unknown as Tx;
      const collected = collectChanges(tx);
      return { result: await fn(tx), changes: collected };
    },
    { maxWait: 2000, timeout: 10_000 },
  );
  announceCommitted(changes);
  return result;
}
