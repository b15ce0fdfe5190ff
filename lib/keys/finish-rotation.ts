import { withTransaction } from "@/lib/db/transaction";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import type { FinishRotationInput } from "./life-schemas";
import { lockKey } from "./lock";
import { finish } from "./rotation";
import { settledRotation, storeStep } from "./rotation-rows";
import { type KeyVersion, saveKey } from "./save";

/**
 * Ends a rotation now: the retiring secret stops working and is erased, for good.
 * @throws {DomainError} `not_found`, `forbidden`, `version_mismatch`; `no_rotation` when no secret is retiring.
 */
export async function finishRotation(ctx: OrgContext, input: FinishRotationInput): Promise<KeyVersion> {
  requirePermission(ctx, "keys:rotate", true);
  return withTransaction(async (tx) => {
    const key = await lockKey(tx, ctx, "keys:rotate", input);
    const before = await settledRotation(tx, ctx, key);
    const step = finish(before, ctx.now);
    await storeStep(tx, step);
    return saveKey(
      tx,
      ctx,
      key.id,
      {},
      {
        action: "key.rotation_finished",
        before: { retiring: before.retiring },
        after: { retiredAt: ctx.now },
        reason: input.reason,
      },
    );
  });
}
