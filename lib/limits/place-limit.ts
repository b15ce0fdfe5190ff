import { type AuditContext, emitAudit } from "@/lib/audit/emit";
import { recordChange } from "@/lib/changes/record";
import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { lockAnyKey } from "@/lib/keys/lock";
import { saveKey } from "@/lib/keys/save";
import { newId } from "@/lib/std/id";
import { toAudit } from "./internal";
import { type GrantLimitInput, LIMITS_MAX } from "./schemas";

/**
 * Writes a limit by contract with everything that belongs to it: the lock of its key or organization, the audit row, the word
 * to every edge. For verbs that have checked who asks, or decided without anybody asking.
 * @throws {DomainError} As `grantLimit` does, but for `forbidden`.
 */
export async function placeLimit(
  tx: Tx,
  ctx: AuditContext,
  input: GrantLimitInput,
): Promise<{ id: string; from: Date; until: Date | null }> {
  const from = input.from === null ? ctx.now : new Date(input.from);
  const until = input.until === null ? null : new Date(input.until);
  requireTime(from, until, ctx.now);
  const id = newId("limit");
  const { orgId, keyId } = await lockOwner(tx, input.to);
  await requireClass(tx, input.classId);
  await requireRoom(tx, { orgId, keyId }, ctx.now);
  const { kind, unit, classId, value, isSoft } = input;
  await tx.limit.create({
    data: {
      id,
      orgId,
      keyId,
      classId,
      kind,
      unit,
      value,
      isSoft,
      source: "contract",
      from,
      until,
      createdById: ctx.actor.id,
      createdAt: ctx.now,
    },
    select: { id: true },
  });
  const after = { id, ...toAudit(input), isSoft, from, until };
  const owner = { ...ctx, org: { id: orgId } };
  if (keyId !== null) {
    await saveKey(tx, owner, keyId, {}, { action: "key.limit_granted", after, reason: input.reason });
    return { id, from, until };
  }
  await recordChange(tx, "org", orgId);
  await emitAudit(tx, owner, {
    action: "org.limit_granted",
    targetType: "org",
    targetId: orgId,
    after,
    ...(input.reason === "" ? {} : { reason: input.reason }),
  });
  return { id, from, until };
}

function requireTime(from: Date, until: Date | null, now: Date): void {
  if (until === null || (until > from && until > now)) return;
  throw new DomainError("invalid_input", {
    fields: { until: ["Choose an end that is yet to come and after the beginning."] },
  });
}

async function lockOwner(
  tx: Tx,
  to: GrantLimitInput["to"],
): Promise<{ orgId: string; keyId: string | null }> {
  if ("keyId" in to) {
    const key = await lockAnyKey(tx, to.keyId);
    return { orgId: key.orgId, keyId: key.id };
  }
  const locked = await tx.$executeRaw`SELECT FROM org WHERE id = ${to.orgId} FOR NO KEY UPDATE`;
  if (locked === 0) throw new DomainError("not_found");
  return { orgId: to.orgId, keyId: null };
}

async function requireClass(tx: Tx, classId: string | null): Promise<void> {
  if (classId === null) return;
  if ((await tx.endpointClass.count({ where: { id: classId } })) === 1) return;
  throw new DomainError("invalid_input", {
    fields: { classId: ["This endpoint class does not exist any more."] },
  });
}

async function requireRoom(tx: Tx, owner: { orgId: string; keyId: string | null }, now: Date): Promise<void> {
  const known = await tx.limit.count({
    where: { ...owner, source: "contract", OR: [{ until: null }, { until: { gt: now } }] },
  });
  if (known < LIMITS_MAX) return;
  throw new DomainError("limit_reached", {
    message: `There are ${LIMITS_MAX} limits already. End one first.`,
  });
}
