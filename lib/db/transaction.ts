import { AsyncLocalStorage } from "node:async_hooks";
import { announceCommitted, collectChanges } from "@/lib/changes/pending";
import { db, type Tx } from "./client";

/** A transaction that verbs called inside it join. Closed when it ends: what it started and nobody awaited stands alone. */
type Joined = { readonly tx: Tx; isOpen: boolean };

// Next holds a copy of this module per bundle, and a verb may come from another one than its caller.
const slot = Symbol.for("keyward.transaction");
const holder = globalThis as { [slot]?: AsyncLocalStorage<Joined> };

function joined(): AsyncLocalStorage<Joined> {
  holder[slot] ??= new AsyncLocalStorage();
  return holder[slot];
}

/**
 * Runs `fn` in one transaction (read committed) and answers what it answers.
 *
 * Whatever `fn` throws rolls everything back and is thrown on. When this resolves, the transaction is committed and the
 * changes it recorded are already in effect in this process. Waits 2 s for a connection, runs at most 10 s. Inside
 * `asOneTransaction` it joins that one: committed, and in effect, when that one is.
 */
export async function withTransaction<T>(fn: (tx: Tx) => Promise<T>): Promise<T> {
  const outer = joined().getStore();
  return outer?.isOpen ? fn(outer.tx) : transact(fn);
}

/**
 * Runs `fn` in one transaction that every verb called inside joins: all of them or none.
 *
 * As `withTransaction` otherwise. An error of a verb must be thrown on: what the verb wrote before it is still in there.
 */
export async function asOneTransaction<T>(fn: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(async (tx) => {
    const own: Joined = { tx, isOpen: true };
    try {
      return await joined().run(own, () => fn(tx));
    } finally {
      own.isOpen = false;
    }
  });
}

async function transact<T>(fn: (tx: Tx) => Promise<T>): Promise<T> {
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
