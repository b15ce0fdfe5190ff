import { type AuditContext, type AuditEvent, emitAudit } from "@/lib/audit/emit";
import { recordChange } from "@/lib/changes/record";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";

/** What somebody who goes on changing the key has now seen. */
export type KeyVersion = { version: number };

type What = Omit<AuditEvent, "targetType" | "targetId">;

/**
 * Writes a change of a locked key with everything that belongs to it: a new version, the audit row, the word to every edge.
 */
export async function saveKey(
  tx: Tx,
  ctx: AuditContext,
  keyId: string,
  data: Prisma.KeyUpdateInput,
  what: What,
): Promise<KeyVersion> {
  const saved = await tx.key.update({
    where: { id: keyId },
    data: { ...data, version: { increment: 1 } },
    select: { version: true },
  });
  await recordChange(tx, "key", keyId);
  const { reason, ...event } = what;
  await emitAudit(tx, ctx, {
    ...event,
    targetType: "key",
    targetId: keyId,
    ...(reason === undefined || reason === "" ? {} : { reason }),
  });
  return saved;
}
