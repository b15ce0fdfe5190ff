import { requireStepUp } from "@/lib/accounts/step-up";
import { withTransaction } from "@/lib/db/transaction";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { holdPolicies } from "@/lib/orgs/policies/read";
import type { RotateKeyInput } from "./life-schemas";
import { lockKey } from "./lock";
import { type RotatedKey, rotateLockedKey } from "./rotate-locked";

/**
 * Gives a key a new secret; the old one works on for the overlap and can never be brought back afterwards.
 *
 * The key ID, limits, counters and restrictions stay as they are: they belong to the key, not to a secret. Only who may
 * copy the secret may rotate, since the new one comes out here. Of two people at once one rotates; the other one finds
 * a rotation under way.
 * @throws {DomainError} `not_found`, `forbidden`, `step_up_required`, `version_mismatch`; `rotation_in_progress` unless `endRetiringNow`;
 * `invalid_input` for an overlap over the deployment's cap.
 */
export async function rotateKey(ctx: OrgContext, input: RotateKeyInput): Promise<RotatedKey> {
  requirePermission(ctx, "keys:rotate", true);
  await requireStepUp(ctx);
  return withTransaction(async (tx) => {
    // Held, so that no copy of the new secret is kept once the organization has chosen to keep none.
    const { showSecretsOnce } = await holdPolicies(tx, ctx.org.id);
    const key = await lockKey(tx, ctx, "keys:rotate", input);
    requirePermission(ctx, "keys:copy", key.createdById === responsibleId(ctx));
    const { overlapSeconds, startAtFirstUse, endRetiringNow, reason } = input;
    return rotateLockedKey(tx, ctx, key, {
      overlapSeconds,
      startAtFirstUse,
      endRetiringNow,
      showSecretsOnce,
      reason,
    });
  });
}
