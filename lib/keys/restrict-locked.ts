import type { AuditContext } from "@/lib/audit/emit";
import type { Tx } from "@/lib/db/client";
import type { LockedKey } from "./lock";
import { restrictionsChange } from "./restrictions-change";
import { Restrictions } from "./restrictions-schema";
import { saveKey } from "./save";

/**
 * Lets a locked key be used from these addresses and networks only, enforced at once, with the audit row and the word to every
 * edge. What is denied stays denied, and every other restriction stays as it is. For jobs.
 */
export async function restrictLockedKey(
  tx: Tx,
  ctx: AuditContext,
  key: LockedKey,
  allow: readonly string[],
  reason: string,
): Promise<void> {
  const { restrictions } = await tx.key.findUniqueOrThrow({
    where: { id: key.id },
    select: { restrictions: true },
  });
  const present = Restrictions.parse(restrictions);
  const wanted = Restrictions.parse({
    ...present,
    ip: { ...present.ip, mode: "enforce", allow: [...allow] },
  });
  const change = await restrictionsChange(tx, key, wanted);
  if (change === null) return;
  const { data, ...told } = change;
  await saveKey(tx, ctx, key.id, data, { action: "key.restrictions_set", ...told, reason });
}
