import type { AuditContext } from "@/lib/audit/emit";
import type { Tx } from "@/lib/db/client";
import { generateSecret, type Secret } from "@/lib/edge/secret-format";
import { env } from "@/lib/env";
import type { LockedKey } from "./lock";
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

type Terms = {
  overlapSeconds: number;
  startAtFirstUse: boolean;
  endRetiringNow: boolean;
  /** As the organization's policy, held by this transaction, says. */
  showSecretsOnce: boolean;
  reason: string;
};

/**
 * Gives a locked key a new secret, with the audit row and the word to every edge. Whoever asked has the right to.
 * @throws {DomainError} `rotation_in_progress`, `invalid_input` as `rotateKey` does.
 */
export async function rotateLockedKey(
  tx: Tx,
  ctx: AuditContext,
  key: LockedKey,
  { showSecretsOnce, reason, ...terms }: Terms,
): Promise<RotatedKey> {
  const secret = generateSecret();
  const row = secretRow({ orgId: key.orgId, keyId: key.id }, secret, ctx.now, showSecretsOnce);
  const before = await settledRotation(tx, ctx, key);
  const capSeconds = env().OVERLAP_CAP_HOURS * 3600;
  const step = rotate(before, { ...terms, newSecretId: row.id, capSeconds }, ctx.now);

  await storeStep(tx, step);
  const { live, retiring } = step.rotation;
  const status = live.overlapSeconds === null ? "current" : "awaiting";
  await tx.secret.create({
    data: { ...row, keyId: key.id, status, overlapSeconds: live.overlapSeconds },
    select: { id: true },
  });
  const { overlapSeconds, startAtFirstUse } = terms;
  const saved = await saveKey(
    tx,
    ctx,
    key.id,
    { lastRotatedAt: ctx.now },
    {
      action: "key.rotated",
      before: { secretId: before.live.id, retiring: before.retiring },
      after: { secretId: live.id, retiring, startAtFirstUse, overlapSeconds },
      reason,
    },
  );
  return {
    ...saved,
    secretId: live.id,
    secret,
    retiring: retiring && { id: retiring.id, endsAt: retiring.endsAt.toISOString() },
  };
}
