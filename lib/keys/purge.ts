import { emitAudit } from "@/lib/audit/emit";
import { recordChange } from "@/lib/changes/record";
import { db, type Tx } from "@/lib/db/client";
import { eachKey } from "./each-key";
import { jobContext } from "./job-context";
import { TRASH_DAYS } from "./terms";

const BATCH = 200;

/**
 * Empties the trash: of a key deleted `TRASH_DAYS` ago everything goes, digests and ciphertext included, but for its
 * counted calls and its rows in the audit log.
 *
 * Every instance may run it.
 * @returns How many keys were purged.
 * @throws {AggregateError} What failed; the other keys were purged.
 */
export async function purgeDeletedKeys(now: Date): Promise<number> {
  const until = new Date(now.getTime() - TRASH_DAYS * 86_400_000);
  const due = await db.key.findMany({
    where: { deletedAt: { lte: until } },
    select: { id: true },
    orderBy: { deletedAt: "asc" },
    take: BATCH,
  });
  return eachKey(
    due.map(({ id }) => id),
    async (tx, key) => {
      // Restored in the meantime.
      if (!key.deletedAt || key.deletedAt > until) return false;
      await removeRows(tx, key.id);
      await recordChange(tx, "key", key.id);
      await emitAudit(tx, jobContext("purge", key.orgId, now), {
        action: "key.purged",
        targetType: "key",
        targetId: key.id,
        before: { name: key.name, deletedAt: key.deletedAt },
      });
      return true;
    },
  );
}

async function removeRows(tx: Tx, keyId: string): Promise<void> {
  const where = { keyId };
  await tx.secretLastUsed.deleteMany({ where });
  await tx.revokedToken.deleteMany({ where });
  await tx.secret.deleteMany({ where });
  await tx.keyProduct.deleteMany({ where });
  await tx.limit.deleteMany({ where });
  await tx.key.delete({ where: { id: keyId }, select: { id: true } });
}
