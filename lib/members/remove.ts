import { requireStepUp } from "@/lib/accounts/step-up";
import { emitAudit } from "@/lib/audit/emit";
import type { Tx } from "@/lib/db/client";
import { asOneTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { rotateKey } from "@/lib/keys/rotate";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { lockMembers, memberNotFound, requireMayManage, roleOf } from "./lock";
import { type Released, releaseMember } from "./release";
import { type RemoveMemberInput, ROTATED_ON_REMOVAL_MAX } from "./schemas";

/** A key that got a new secret because somebody left. `secret` is in clear, here and nowhere else. */
export type RotatedOnRemoval = { keyId: string; name: string; secret: string; endsAt: string | null };

export type RemovedMember = Omit<Released, "keyIds"> & {
  /** Keys that became somebody else's. */
  keys: number;
  rotated: RotatedOnRemoval[];
};

/**
 * Removes a member and settles what becomes of their keys: all of it or nothing.
 *
 * They lose the organization with their next request, in every session, and their management tokens at once. Their keys
 * become another member's; those are left as they are, disabled, or rotated, which ends any rotation that was under way.
 * @throws {DomainError} `not_found` for somebody who is no member here; `forbidden` for an owner, unless by one;
 * `last_owner`; `invalid_input` on `toUserId`; `limit_reached` for a rotation of more than `ROTATED_ON_REMOVAL_MAX` keys;
 * `step_up_required`.
 */
export async function removeMember(
  ctx: OrgContext,
  { userId, keys, reason }: RemoveMemberInput,
): Promise<RemovedMember> {
  requirePermission(ctx, "members:edit");
  await requireStepUp(ctx);
  return asOneTransaction(async (tx) => {
    const fresh = await lockMembers(tx, ctx);
    const role = await roleOf(tx, ctx.org.id, userId);
    if (role === null) throw memberNotFound();
    requireMayManage(fresh.role, role);
    const { keyIds, ...released } = await releaseMember(tx, fresh, {
      userId,
      toUserId: keys.toUserId,
      isDisabling: keys.do === "disable",
    });
    const rotated = keys.do === "rotate" ? await rotateAll(tx, fresh, keyIds, keys.overlapSeconds) : [];
    await emitAudit(tx, ctx, {
      action: "member.removed",
      targetType: "user",
      targetId: userId,
      before: { role },
      after: { keys: keys.do, toUserId: keys.toUserId, count: keyIds.length, ...released },
      ...(reason === "" ? {} : { reason }),
    });
    return { ...released, keys: keyIds.length, rotated };
  });
}

async function rotateAll(
  tx: Tx,
  ctx: OrgContext,
  keyIds: readonly string[],
  overlapSeconds: number,
): Promise<RotatedOnRemoval[]> {
  if (keyIds.length > ROTATED_ON_REMOVAL_MAX) {
    throw new DomainError("limit_reached", {
      message: `They have ${keyIds.length} keys, and a removal rotates at most ${ROTATED_ON_REMOVAL_MAX}. Hand them over or disable them, then rotate them from the list.`,
    });
  }
  const named = await tx.key.findMany({
    where: { id: { in: [...keyIds] } },
    select: { id: true, name: true },
  });
  const rotated: RotatedOnRemoval[] = [];
  for (const { id, name } of named) {
    const { secret, retiring } = await rotateKey(ctx, {
      keyId: id,
      version: null,
      overlapSeconds,
      startAtFirstUse: false,
      endRetiringNow: true,
      reason: "Its creator left the organization.",
    });
    rotated.push({ keyId: id, name, secret, endsAt: retiring?.endsAt ?? null });
  }
  return rotated.sort((a, b) => a.name.localeCompare(b.name));
}
