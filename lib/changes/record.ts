import type { Tx } from "@/lib/db/client";
import type { Change, ChangeKind } from "./change";
import { pendingChanges } from "./pending";

/**
 * Writes into the change log, inside the caller's transaction, that `subject` changed.
 *
 * Every edge hears of it after commit and forgets what it knew; a transaction that rolls back tells nobody. Inside
 * `withTransaction` this process hears of it before `withTransaction` returns.
 */
export async function recordChange(tx: Tx, kind: ChangeKind, subject: string): Promise<void> {
  const row = await tx.changeLog.create({ data: { kind, subject }, select: { id: true, xid: true } });
  const change: Change = { id: row.id, xid: row.xid, kind, subject };
  pendingChanges(tx)?.push(change);
}
