import { withTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import type { ExtendRotationInput } from "./life-schemas";
import { lockKey } from "./lock";
import { extend } from "./rotation";
import { settledRotation, storeStep } from "./rotation-rows";
import { type KeyVersion, saveKey } from "./save";

/**
 * Lets the retiring secret work longer: until `overlapSeconds` after the rotation, within the deployment's cap.
 *
 * Never brings back what has ended, and never moves an end earlier.
 * @throws {DomainError} `not_found`, `forbidden`, `version_mismatch`; `no_rotation` when no secret is retiring or it has
 * only moments left; `invalid_input` over the cap or for an end that is not later.
 */
export async function extendRotation(
  ctx: OrgContext,
  input: ExtendRotationInput,
): Promise<KeyVersion & { endsAt: string | null }> {
  requirePermission(ctx, "keys:rotate", true);
  return withTransaction(async (tx) => {
    const key = await lockKey(tx, ctx, "keys:rotate", input);
    const before = await settledRotation(tx, ctx, key);
    const terms = { overlapSeconds: input.overlapSeconds, capSeconds: env().OVERLAP_CAP_HOURS * 3600 };
    const step = extend(before, terms, ctx.now);
    await storeStep(tx, step);
    const { retiring } = step.rotation;
    const saved = await saveKey(
      tx,
      ctx,
      key.id,
      {},
      {
        action: "key.rotation_extended",
        before: { retiring: before.retiring },
        after: { retiring },
        reason: input.reason,
      },
    );
    return { ...saved, endsAt: retiring?.endsAt.toISOString() ?? null };
  });
}
