import { requireStepUp } from "@/lib/accounts/step-up";
import { withTransaction } from "@/lib/db/transaction";
import { generateSecret, type Secret } from "@/lib/edge/secret-format";
import { env } from "@/lib/env";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { holdPolicies } from "@/lib/orgs/policies/read";
import type { RotateKeyInput } from "./life-schemas";
import { lockKey } from "./lock";
import { rotate } from "./rotation";
import { settledRotation, storeStep } from "./rotation-rows";
import { type KeyVersion, saveKey } from "./save";
import { secretRow } from "./secret-row";

/** A key after its rotation. `secret` is in clear, here and nowhere else. */
export type RotatedKey = KeyVersion & {
  secretId: string;
  secret: Secret;
  /** The old secret while it goes on working; `null` when it has ended. ISO 8601; may move earlier at first use. */
  retiring: { id: string; endsAt: string } | null;
};

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
  const secret = generateSecret();
  return withTransaction(async (tx) => {
    // Held, so that no copy of the new secret is kept once the organization has chosen to keep none.
    const { showSecretsOnce } = await holdPolicies(tx, ctx.org.id);
    const key = await lockKey(tx, ctx, "keys:rotate", input);
    requirePermission(ctx, "keys:copy", key.createdById === responsibleId(ctx));
    const row = secretRow({ orgId: ctx.org.id, keyId: key.id }, secret, ctx.now, showSecretsOnce);
    const before = await settledRotation(tx, ctx, key);
    const { overlapSeconds, startAtFirstUse, endRetiringNow } = input;
    const terms = { overlapSeconds, startAtFirstUse, endRetiringNow };
    const capSeconds = env().OVERLAP_CAP_HOURS * 3600;
    const step = rotate(before, { ...terms, newSecretId: row.id, capSeconds }, ctx.now);

    await storeStep(tx, step);
    const { live, retiring } = step.rotation;
    const status = live.overlapSeconds === null ? "current" : "awaiting";
    await tx.secret.create({
      data: { ...row, keyId: key.id, status, overlapSeconds: live.overlapSeconds },
      select: { id: true },
    });
    const saved = await saveKey(
      tx,
      ctx,
      key.id,
      { lastRotatedAt: ctx.now },
      {
        action: "key.rotated",
        before: { secretId: before.live.id, retiring: before.retiring },
        after: { secretId: live.id, retiring, startAtFirstUse, overlapSeconds },
        reason: input.reason,
      },
    );
    return {
      ...saved,
      secretId: live.id,
      secret,
      retiring: retiring && { id: retiring.id, endsAt: retiring.endsAt.toISOString() },
    };
  });
}
