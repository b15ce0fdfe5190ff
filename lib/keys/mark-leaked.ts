import type { AuditContext } from "@/lib/audit/emit";
import type { Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env";
import { notify } from "@/lib/notices/notify";
import { type OrgContext, requirePermission, requireStaff, type StaffContext } from "@/lib/orgs/context";
import { keyNotFound } from "./internal";
import type { MarkLeakedInput } from "./life-schemas";
import { type LockedKey, lockAnyKey, lockKey } from "./lock";
import { type KeyVersion, saveKey } from "./save";
import { secretStatus } from "./secret-status";

/**
 * Notes that secrets of a key have leaked: on each of them for good, on the key while one of them works, and in the audit log
 * with what was said about it. Nothing is refused because of it.
 *
 * Without secrets named, every one that works counts as leaked. Who may report may do so about anybody's key; while one of
 * the secrets works, admins and whoever created the key are told.
 * @throws {DomainError} `not_found`, also for a secret that is not this key's; `forbidden`.
 */
export async function markKeyLeaked(ctx: OrgContext, input: MarkLeakedInput): Promise<KeyVersion> {
  requirePermission(ctx, "leaks:report");
  return withTransaction(async (tx) => {
    const key = await lockKey(tx, ctx, "leaks:report", { keyId: input.keyId, version: null });
    return mark(tx, ctx, key, input, ctx.actor.name);
  });
}

/**
 * `markKeyLeaked` for the provider's staff: on anybody's key, said in the provider's name.
 * @throws {DomainError} `forbidden`; `not_found`.
 */
export async function markKeyLeakedAsStaff(ctx: StaffContext, input: MarkLeakedInput): Promise<KeyVersion> {
  requireStaff(ctx, "support:act");
  return withTransaction(async (tx) => {
    const key = await lockAnyKey(tx, input.keyId);
    return mark(tx, { ...ctx, org: { id: key.orgId } }, key, input, `${env().PROVIDER_NAME} support`);
  });
}

async function mark(
  tx: Tx,
  ctx: AuditContext,
  key: LockedKey,
  input: MarkLeakedInput,
  reportedBy: string,
): Promise<KeyVersion> {
  const secrets = await tx.secret.findMany({
    where: { keyId: key.id },
    select: { id: true, status: true, retiresAt: true },
  });
  const works = (secret: (typeof secrets)[number]) =>
    secretStatus({ ...secret, lastUsedAt: null }, ctx.now) !== "retired";
  const leaked =
    input.secretIds.length === 0
      ? secrets.filter(works)
      : secrets.filter(({ id }) => input.secretIds.includes(id));
  if (leaked.length < input.secretIds.length) throw keyNotFound();
  const secretIds = leaked.map(({ id }) => id);
  await tx.secret.updateMany({ where: { id: { in: secretIds } }, data: { leakedAt: ctx.now } });
  const isDangerous = leaked.some(works);
  if (isDangerous) await tellOf(tx, ctx, key, reportedBy);
  return saveKey(tx, ctx, key.id, isDangerous ? { leakedAt: ctx.now } : {}, {
    action: "key.leak_reported",
    after: { secrets: leaked.map((secret) => ({ id: secret.id, works: works(secret) })) },
    reason: input.note,
  });
}

async function tellOf(tx: Tx, ctx: AuditContext, key: LockedKey, reportedBy: string): Promise<void> {
  const notice = {
    orgId: key.orgId,
    kind: "key.leak_reported" as const,
    subject: key.id,
    occurrence: ctx.requestId,
    data: { keyName: key.name, reportedBy, reportedAt: ctx.now.toISOString() },
    at: ctx.now,
  };
  await notify(tx, { ...notice, userIds: [key.createdById] });
  await notify(tx, { ...notice, role: "admin" });
}
