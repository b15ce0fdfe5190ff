import type { Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import type { CancelRotationInput } from "./life-schemas";
import { lockKey } from "./lock";
import { cancel } from "./rotation";
import { settledRotation, storeStep } from "./rotation-rows";
import { type KeyVersion, saveKey } from "./save";

/**
 * Takes a rotation back while nobody uses the new secret: the old one is current again, the new one has ended.
 *
 * "Nobody" is what has been counted when this runs: a first use of the last moments, or one that an edge could not report
 * yet, is cut off.
 * @throws {DomainError} `not_found`, `forbidden`, `version_mismatch`; `no_rotation` when the old secret has ended or has
 * only moments left; `new_secret_used`.
 */
export async function cancelRotation(ctx: OrgContext, input: CancelRotationInput): Promise<KeyVersion> {
  requirePermission(ctx, "keys:rotate", true);
  return withTransaction(async (tx) => {
    const key = await lockKey(tx, ctx, "keys:rotate", input);
    const before = await settledRotation(tx, ctx, key);
    const rotatedAt = before.retiring && (await madeByRotationAt(tx, key.id, before.retiring.id));
    const step = cancel(before, rotatedAt, ctx.now);
    await storeStep(tx, step);
    return saveKey(
      tx,
      ctx,
      key.id,
      { lastRotatedAt: step.rotation.rotatedAt },
      {
        action: "key.rotation_cancelled",
        before: { secretId: before.live.id, retiring: before.retiring },
        after: { secretId: step.rotation.live.id },
        reason: input.reason,
      },
    );
  });
}

/** When the rotation happened that made this secret; `null` when the key was created with it. */
async function madeByRotationAt(tx: Tx, keyId: string, secretId: string): Promise<Date | null> {
  const { createdAt } = await tx.secret.findUniqueOrThrow({
    where: { id: secretId },
    select: { createdAt: true },
  });
  const earlier = await tx.secret.count({ where: { keyId, createdAt: { lt: createdAt } } });
  return earlier > 0 ? createdAt : null;
}
