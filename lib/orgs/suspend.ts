import { emitAudit } from "@/lib/audit/emit";
import { recordChange } from "@/lib/changes/record";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { notify } from "@/lib/notices/notify";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { lockOrg } from "./internal";
import type { SuspendOrgInput } from "./schemas";

/**
 * Suspends an organization: every call with any of its keys is refused, everywhere within a second, until it is lifted. Nothing
 * else changes; its members still sign in, see why, and are told by notice and mail.
 * @throws {DomainError} `not_found`, `forbidden`; `conflict` when it is suspended already.
 */
export async function suspendOrg(ctx: StaffContext, { orgId, reason }: SuspendOrgInput): Promise<void> {
  requireStaff(ctx, "orgs:manage");
  await withTransaction(async (tx) => {
    const org = await lockOrg(tx, orgId);
    if (org.suspendedAt !== null) {
      throw new DomainError("conflict", { message: "This organization is suspended already." });
    }
    await tx.org.update({
      where: { id: orgId },
      data: { suspendedAt: ctx.now, suspendedReason: reason },
      select: { id: true },
    });
    await recordChange(tx, "org", orgId);
    await emitAudit(
      tx,
      { ...ctx, org: { id: orgId } },
      { action: "org.suspended", targetType: "org", targetId: orgId, reason },
    );
    const at = ctx.now.toISOString();
    await notify(tx, {
      orgId,
      role: "viewer",
      kind: "org.suspended",
      subject: orgId,
      occurrence: at,
      data: { orgName: org.name, reason, suspendedAt: at },
      at: ctx.now,
    });
  });
}
