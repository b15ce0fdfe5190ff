import type { AuditContext } from "@/lib/audit/emit";
import type { Tx } from "@/lib/db/client";
import type { LockedKey } from "./lock";
import { hasten } from "./rotation";
import { settledRotation, storeStep } from "./rotation-rows";
import { saveKey } from "./save";

/**
 * Lets the retiring secret of a locked key end at `latest` if it would end later, with the audit row and the word to every edge.
 * For jobs.
 * @returns When it ends; `null` when none is retiring.
 */
export async function hastenLockedRotation(
  tx: Tx,
  ctx: AuditContext,
  key: LockedKey,
  latest: Date,
  reason: string,
): Promise<Date | null> {
  const before = await settledRotation(tx, ctx, key);
  const step = hasten(before, latest);
  const { retiring } = step.rotation;
  if (retiring === null || retiring.endsAt === before.retiring?.endsAt) return retiring?.endsAt ?? null;
  await storeStep(tx, step);
  await saveKey(
    tx,
    ctx,
    key.id,
    {},
    {
      action: "key.rotation_hastened",
      before: { retiring: before.retiring },
      after: { retiring },
      reason,
    },
  );
  return retiring.endsAt;
}
