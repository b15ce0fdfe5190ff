import { type AuditContext, type AuditEvent, emitAudits } from "@/lib/audit/emit";
import { recordChange } from "@/lib/changes/record";
import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { memberNotFound, requireAnotherOwner, roleOf } from "./lock";
import { can } from "./permissions";

type InOrg = AuditContext & { org: { id: string } };

/** What went with a member: how much of theirs was handed over, disabled, revoked. */
export type Released = { keyIds: string[]; disabled: number; tokens: number; invites: number };

/**
 * Takes a member out of a locked organization with everything that hangs on them: their keys, trashed ones included,
 * become `toUserId`'s and are disabled if wanted; their management tokens, whose text they know, and the invitations they
 * sent are revoked; what they were told here is forgotten. One row in the audit log for each key and token.
 * @throws {DomainError} `not_found`; `last_owner`; `invalid_input` on `toUserId` for somebody who cannot hold keys.
 */
export async function releaseMember(
  tx: Tx,
  ctx: InOrg,
  { userId, toUserId, isDisabling }: { userId: string; toUserId: string; isDisabling: boolean },
): Promise<Released> {
  const orgId = ctx.org.id;
  const role = await roleOf(tx, orgId, userId);
  if (role === null) throw memberNotFound();
  if (role === "owner") await requireAnotherOwner(tx, orgId, userId);
  const heir = await roleOf(tx, orgId, toUserId);
  if (heir === null || toUserId === userId || !can(heir, "keys:edit", true)) {
    throw new DomainError("invalid_input", {
      fields: { toUserId: ["Choose a member who may hold keys: a developer, an admin or an owner."] },
    });
  }
  await tx.membership.delete({ where: { orgId_userId: { orgId, userId } }, select: { userId: true } });
  await tx.notice.deleteMany({ where: { orgId, userId } });

  const disabled = isDisabling ? await disableKeys(tx, ctx, userId) : [];
  const keys = await tx.key.updateManyAndReturn({
    where: { orgId, createdById: userId },
    data: { createdById: toUserId, version: { increment: 1 } },
    select: { id: true, deletedAt: true },
  });
  const tokens = await tx.managementToken.updateManyAndReturn({
    where: { orgId, createdById: userId, revokedAt: null },
    data: { revokedAt: ctx.now, revokedById: ctx.actor.id },
    select: { id: true, name: true },
  });
  const invites = await tx.invite.updateManyAndReturn({
    where: { orgId, invitedById: userId, acceptedAt: null, revokedAt: null },
    data: { revokedAt: ctx.now },
    select: { id: true, email: true },
  });
  // One word for all of them: every edge forgets what it knew of the organization's keys.
  if (disabled.length > 0) await recordChange(tx, "org", orgId);
  const event = (targetType: string, targetId: string, rest: Partial<AuditEvent> & { action: string }) => ({
    targetType,
    targetId,
    ...rest,
  });
  await emitAudits(tx, ctx, [
    ...disabled.map((id) =>
      event("key", id, { action: "key.disabled", after: { by: "customer" }, reason: LEFT }),
    ),
    ...keys.map(({ id }) =>
      event("key", id, {
        action: "key.transferred",
        before: { createdById: userId },
        after: { createdById: toUserId },
      }),
    ),
    ...tokens.map(({ id, name }) =>
      event("management_token", id, { action: "management_token.revoked", before: { name }, reason: LEFT }),
    ),
    ...invites.map(({ id, email }) =>
      event("invite", id, { action: "member.invite_revoked", before: { email }, reason: LEFT }),
    ),
  ]);
  return {
    keyIds: keys.filter(({ deletedAt }) => deletedAt === null).map(({ id }) => id),
    disabled: disabled.length,
    tokens: tokens.length,
    invites: invites.length,
  };
}

const LEFT = "Its creator left the organization.";

async function disableKeys(tx: Tx, ctx: InOrg, userId: string): Promise<string[]> {
  const rows = await tx.key.updateManyAndReturn({
    where: { orgId: ctx.org.id, createdById: userId, deletedAt: null, disabledAt: null },
    data: { disabledAt: ctx.now, disabledBy: "customer", disabledReason: LEFT },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
