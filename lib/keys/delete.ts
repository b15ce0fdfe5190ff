import { requireStepUp } from "@/lib/accounts/step-up";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { lockKey } from "./lock";
import { saveKey } from "./save";
import type { DeleteKeyInput } from "./schemas";

/**
 * Deletes a key: it becomes a tombstone, is in no list, and every edge refuses it as soon as it hears of the change.
 *
 * A developer deletes own keys only. Two people deleting at once: one succeeds, the other gets `not_found`.
 * @throws {DomainError} `not_found` for an unknown, another organization's or a deleted key; `forbidden`;
 * `step_up_required`; `key_protected` until somebody has lifted the protection.
 */
export async function deleteKey(ctx: OrgContext, input: DeleteKeyInput): Promise<void> {
  requirePermission(ctx, "keys:delete", true);
  await requireStepUp(ctx);
  await withTransaction(async (tx) => {
    const key = await lockKey(tx, ctx, "keys:delete", { keyId: input.keyId, version: null });
    if (key.isProtected) throw new DomainError("key_protected");
    await saveKey(
      tx,
      ctx,
      key.id,
      { deletedAt: ctx.now },
      { action: "key.deleted", before: { name: key.name }, reason: input.reason },
    );
  });
}
