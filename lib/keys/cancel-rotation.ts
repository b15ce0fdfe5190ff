import type { Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { type Answers, gatherAnswers } from "@/lib/fences/gather-answers";
import { openFence } from "@/lib/fences/open";
import { holdFence, settleFence } from "@/lib/fences/settle";
import { ANSWER_WITHIN_MS } from "@/lib/fences/timing";
import { logger } from "@/lib/logging/logger";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import type { CancelRotationInput } from "./life-schemas";
import { type LockedKey, lockKey } from "./lock";
import { cancel, type Rotation, type Step } from "./rotation";
import { settledRotation, storeStep } from "./rotation-rows";
import { type KeyVersion, saveKey } from "./save";

/**
 * Takes a rotation back while nobody uses the new secret: the old one is current again, the new one has ended.
 *
 * Nobody does when no use was counted and every live edge says that it accepted none. They are asked by a fence, behind
 * which each answers the new secret with 503; it stands until this resolves or rejects, five seconds and two
 * transactions at most. Should this process die in between, the edges take it down.
 * @throws {DomainError} `not_found`, `forbidden`, `version_mismatch`; `no_rotation` when the old secret has ended or has
 * only moments left; `new_secret_used`; `edge_unreachable` when an edge did not answer in time.
 */
export async function cancelRotation(ctx: OrgContext, input: CancelRotationInput): Promise<KeyVersion> {
  requirePermission(ctx, "keys:rotate", true);
  const fence = await withTransaction(async (tx) => {
    const { key, before } = await readCancellable(
      tx,
      ctx,
      input,
      new Date(ctx.now.getTime() + ANSWER_WITHIN_MS),
    );
    const { staleIfErrorSeconds } = await tx.org.findUniqueOrThrow({
      where: { id: key.orgId },
      select: { staleIfErrorSeconds: true },
    });
    const secretId = before.live.id;
    return { id: await openFence(tx, { keyId: key.id, secretId }), secretId, staleIfErrorSeconds };
  });
  let answers: Answers["kind"] = "unreachable";
  try {
    answers = await askEdges(fence.id, fence.staleIfErrorSeconds);
    if (answers === "used") throw new DomainError("new_secret_used");
    if (answers === "unreachable") throw new DomainError("edge_unreachable");
    return await takeBack(ctx, input, fence);
  } catch (error) {
    await withTransaction((tx) => settleFence(tx, fence.id, answers)).catch((err: unknown) => {
      logger.warn({ err, fenceId: fence.id }, "a fence could not be taken down, an edge will do it");
    });
    throw error;
  }
}

async function askEdges(fenceId: string, staleIfErrorSeconds: number): Promise<Answers["kind"]> {
  const answers = await gatherAnswers(fenceId, staleIfErrorSeconds);
  if (answers.kind === "unreachable") {
    logger.warn({ fenceId, missing: answers.missing }, "edges did not say whether a new secret is in use");
  }
  return answers.kind;
}

function takeBack(
  ctx: OrgContext,
  input: CancelRotationInput,
  fence: { id: string; secretId: string },
): Promise<KeyVersion> {
  return withTransaction(async (tx) => {
    const { key, before, step } = await readCancellable(tx, ctx, input, ctx.now);
    // Another rotation came in between; of its secret nobody was asked.
    if (before.live.id !== fence.secretId) throw new DomainError("version_mismatch");
    await holdFence(tx, fence.id);
    await storeStep(tx, step);
    const saved = await saveKey(
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
    // After the key's change: an edge forgets the secret before it lets go of the fence.
    await settleFence(tx, fence.id, "unused");
    return saved;
  });
}

async function readCancellable(
  tx: Tx,
  ctx: OrgContext,
  input: CancelRotationInput,
  at: Date,
): Promise<{ key: LockedKey; before: Rotation; step: Step }> {
  const key = await lockKey(tx, ctx, "keys:rotate", input);
  const before = await settledRotation(tx, ctx, key);
  const rotatedAt = before.retiring && (await madeByRotationAt(tx, key.id, before.retiring.id));
  return { key, before, step: cancel(before, rotatedAt, at) };
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
