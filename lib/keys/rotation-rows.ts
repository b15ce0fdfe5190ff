import { type AuditContext, emitAudit } from "@/lib/audit/emit";
import { recordChange } from "@/lib/changes/record";
import type { Tx } from "@/lib/db/client";
import type { SystemActor } from "@/lib/orgs/context";
import { forgetLeakOf } from "./forget-leak";
import type { LockedKey } from "./lock";
import { type Rotation, type Step, settle } from "./rotation";

/** Does what time and first uses have decided; nobody asked for it. */
const CLOCKWORK: SystemActor = { type: "system", id: "rotation" };

/**
 * The rotation of a locked key as it is at `ctx.now`, brought up to date in the database, too: what has ended is retired
 * and erased, and a first use has moved the old secret's end. Each of these leaves a row of its own in the audit log.
 */
export async function settledRotation(tx: Tx, ctx: AuditContext, key: LockedKey): Promise<Rotation> {
  const stored = await loadRotation(tx, key);
  const step = settle(stored, ctx.now);
  const isFirstUse = stored.live.overlapSeconds !== null && stored.live.firstUsedAt !== null;
  if (
    !isFirstUse &&
    step.ended.length === 0 &&
    step.rotation.live.overlapSeconds === stored.live.overlapSeconds
  ) {
    return stored;
  }
  await storeStep(tx, step);
  const event = { targetType: "key", targetId: key.id };
  const clockwork = { ...ctx, actor: CLOCKWORK, org: { id: key.orgId } };
  if (isFirstUse) {
    await tx.key.update({ where: { id: key.id }, data: { version: { increment: 1 } }, select: { id: true } });
    await emitAudit(tx, clockwork, {
      ...event,
      action: "key.secret_first_used",
      before: { retiresAt: stored.retiring?.endsAt },
      after: {
        secretId: stored.live.id,
        firstUsedAt: stored.live.firstUsedAt,
        retiresAt: step.ended[0]?.at ?? step.rotation.retiring?.endsAt,
      },
    });
  }
  for (const { id, at } of step.ended) {
    await emitAudit(tx, clockwork, {
      ...event,
      action: "key.secret_retired",
      after: { secretId: id, retiredAt: at },
    });
  }
  await recordChange(tx, "key", key.id);
  return step.rotation;
}

async function loadRotation(tx: Tx, key: LockedKey): Promise<Rotation> {
  const secrets = await tx.secret.findMany({
    where: { keyId: key.id, status: { not: "retired" } },
    select: { id: true, status: true, retiresAt: true, overlapSeconds: true },
  });
  const live = secrets.find(({ status }) => status === "current" || status === "awaiting");
  if (live === undefined) throw new Error(`Key ${key.id} has no secret to hand out.`);
  const use = await tx.secretLastUsed.findUnique({
    where: { secretId: live.id },
    select: { firstAt: true },
  });
  const retiring = secrets.find(({ status }) => status === "retiring");
  return {
    live: {
      id: live.id,
      overlapSeconds: live.status === "awaiting" ? (live.overlapSeconds ?? 0) : null,
      firstUsedAt: use?.firstAt ?? null,
    },
    retiring: retiring?.retiresAt ? { id: retiring.id, endsAt: retiring.retiresAt } : null,
    rotatedAt: key.lastRotatedAt,
  };
}

/** Writes the secrets of a step; one that is made in it must be made by the caller, after this. */
export async function storeStep(tx: Tx, { rotation, ended }: Step): Promise<void> {
  // In this order: a key never has two live or two retiring secrets, not even between two statements.
  for (const { id, at } of ended) {
    await tx.secret.updateMany({
      where: { id },
      data: { status: "retired", retiresAt: at, sealedSecret: null, overlapSeconds: null },
    });
    await forgetLeakOf(tx, id);
  }
  const { live, retiring } = rotation;
  if (retiring !== null) {
    await tx.secret.updateMany({
      where: { id: retiring.id },
      data: { status: "retiring", retiresAt: retiring.endsAt, overlapSeconds: null },
    });
  }
  await tx.secret.updateMany({
    where: { id: live.id },
    data: {
      status: live.overlapSeconds === null ? "current" : "awaiting",
      retiresAt: null,
      overlapSeconds: live.overlapSeconds,
    },
  });
}
