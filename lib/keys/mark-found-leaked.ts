import { type AuditContext, emitAudit } from "@/lib/audit/emit";
import type { Tx } from "@/lib/db/client";
import type { LockedKey } from "./lock";
import { saveKey } from "./save";
import { secretStatus } from "./secret-status";

type Found = { source: string; places: number; response: string };

/**
 * Notes that secrets of a locked key were found in the open: for good on each of them that is not marked yet, on the key while
 * one works, in the audit log with who found it and what was done. For jobs; nothing is refused because of it.
 *
 * A key that is marked already gets its audit row and no new version: whoever is editing it may go on.
 */
export async function markFoundLeaked(
  tx: Tx,
  ctx: AuditContext,
  key: LockedKey,
  { secretIds, found }: { secretIds: readonly string[]; found: Found },
): Promise<void> {
  const secrets = await tx.secret.findMany({
    where: { id: { in: [...secretIds] }, keyId: key.id },
    select: { id: true, status: true, retiresAt: true },
    orderBy: { id: "asc" },
  });
  await tx.secret.updateMany({
    where: { id: { in: secrets.map(({ id }) => id) }, leakedAt: null },
    data: { leakedAt: ctx.now },
  });
  const told = secrets.map((secret) => ({
    id: secret.id,
    works: secretStatus({ ...secret, lastUsedAt: null }, ctx.now) !== "retired",
  }));
  const what = { action: "key.leak_found", after: { ...found, secrets: told } };
  const { leakedAt } = await tx.key.findUniqueOrThrow({ where: { id: key.id }, select: { leakedAt: true } });
  if (leakedAt === null && told.some(({ works }) => works)) {
    await saveKey(tx, ctx, key.id, { leakedAt: ctx.now }, what);
    return;
  }
  await emitAudit(tx, ctx, { ...what, targetType: "key", targetId: key.id });
}
