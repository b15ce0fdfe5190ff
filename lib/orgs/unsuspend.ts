import { emitAudit } from "@/lib/audit/emit";
import { recordChange } from "@/lib/changes/record";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { notify } from "@/lib/notices/notify";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { lockOrg } from "./internal";
import type { UnsuspendOrgInput } from "./schemas";

/**
 * Lifts a suspension: each key is again what it was before, everywhere within a second. Members are told.
 * @throws {DomainError} `not_found`, `forbidden`; `conflict` when it is not suspended.
 */
export async function unsuspendOrg(ctx: StaffContext, { orgId, reason }: UnsuspendOrgInput): Promise<void> {
  requireStaff(ctx, "orgs:manage");
  await withTransaction(async (tx) => {
    const org = await lockOrg(tx, orgId);
    if (org.suspendedAt === null) {
      throw new DomainError("conflict", { message: "This organization is not suspended." });
    }
    await tx.org.update({
      where: { id: orgId },
      data: { suspendedAt: null, suspendedReason: null },
      select: { id: true },
    });
    await recordChange(tx, "org", orgId);
    await emitAudit(
      tx,
      { ...ctx, org: { id: orgId } },
      {
        action: "org.unsuspended",
        targetType: "org",
        targetId: orgId,
        before: { suspendedAt: org.suspendedAt, reason: org.suspendedReason },
        ...(reason === "" ? {} : { reason }),
      },
    );
    const at = ctx.now.toISOString();
    await notify(tx, {
      orgId,
      role: "viewer",
      kind: "org.unsuspended",
      subject: orgId,
      occurrence: at,
      data: { orgName: org.name, liftedAt: at },
      at: ctx.now,
    });
  });
}
