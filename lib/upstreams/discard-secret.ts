import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { lockUpstream } from "./internal";
import type { UpstreamRef } from "./schemas";

/**
 * Takes a rotation back before its second step: the secret that waits is gone, and nothing was ever signed with it.
 * @throws {DomainError} `forbidden`, `not_found`; `no_rotation` when none waits.
 */
export async function discardUpstreamSecret(ctx: StaffContext, { upstreamId }: UpstreamRef): Promise<void> {
  requireStaff(ctx, "products:manage");
  await withTransaction(async (tx) => {
    const { id, name } = await lockUpstream(tx, upstreamId);
    const next = await tx.upstreamSecret.findFirst({
      where: { upstreamId: id, signsFrom: null },
      select: { id: true },
    });
    if (next === null) throw new DomainError("no_rotation", { message: "No next secret waits any more." });
    await tx.upstreamSecret.delete({ where: { id: next.id }, select: { id: true } });
    await emitAudit(tx, ctx, {
      action: "upstream.secret_discarded",
      targetType: "upstream",
      targetId: id,
      before: { name, kid: next.id },
    });
  });
}
