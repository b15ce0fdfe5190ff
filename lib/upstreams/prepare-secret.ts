import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { lockUpstream } from "./internal";
import { newUpstreamSecret, type ShownSecret } from "./new-secret";
import type { UpstreamRef } from "./schemas";

/**
 * First step of a rotation: makes the next signing secret and answers it this once. The edge goes on signing with the one it
 * has, so that the upstream can learn the new one first.
 * @throws {DomainError} `forbidden`, `not_found`; `rotation_in_progress` while another one waits.
 */
export async function prepareUpstreamSecret(
  ctx: StaffContext,
  { upstreamId }: UpstreamRef,
): Promise<ShownSecret> {
  requireStaff(ctx, "products:manage");
  return withTransaction(async (tx) => {
    const { id, name } = await lockUpstream(tx, upstreamId);
    if ((await tx.upstreamSecret.count({ where: { upstreamId: id, signsFrom: null } })) > 0) {
      throw new DomainError("rotation_in_progress", {
        message: "A next secret waits already. Sign with it, or discard it, and then make another one.",
      });
    }
    const { row, shown } = newUpstreamSecret(id, ctx.now, null);
    await tx.upstreamSecret.create({ data: row, select: { id: true } });
    await emitAudit(tx, ctx, {
      action: "upstream.secret_prepared",
      targetType: "upstream",
      targetId: id,
      after: { name, kid: shown.kid },
    });
    return shown;
  });
}
