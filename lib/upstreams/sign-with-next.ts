import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { lockUpstream, recordUpstreamChange } from "./internal";
import type { UpstreamRef } from "./schemas";

/**
 * How long the samples of this app accept what was signed before the switch. An edge hears of the switch within seconds, and
 * an assertion is good for 30 seconds.
 */
const OLD_ACCEPTED_MS = 300_000;

/**
 * Second step of a rotation: every edge signs with the secret that waits as soon as it hears of it, and no more with the ones
 * before. Answers when the upstream can forget those.
 * @throws {DomainError} `forbidden`, `not_found`; `no_rotation` when none waits.
 */
export async function signWithNextSecret(
  ctx: StaffContext,
  { upstreamId }: UpstreamRef,
): Promise<{ oldEndsAt: Date }> {
  requireStaff(ctx, "products:manage");
  return withTransaction(async (tx) => {
    const { id, name } = await lockUpstream(tx, upstreamId);
    const next = await tx.upstreamSecret.findFirst({
      where: { upstreamId: id, signsFrom: null },
      select: { id: true },
    });
    if (next === null) {
      throw new DomainError("no_rotation", { message: "No next secret waits. Make one first." });
    }
    const oldEndsAt = new Date(ctx.now.getTime() + OLD_ACCEPTED_MS);
    await tx.upstreamSecret.updateMany({
      where: {
        upstreamId: id,
        id: { not: next.id },
        OR: [{ retiresAt: null }, { retiresAt: { gt: oldEndsAt } }],
      },
      data: { retiresAt: oldEndsAt },
    });
    await tx.upstreamSecret.update({
      where: { id: next.id },
      data: { signsFrom: ctx.now },
      select: { id: true },
    });
    await recordUpstreamChange(tx, id);
    await emitAudit(tx, ctx, {
      action: "upstream.secret_used",
      targetType: "upstream",
      targetId: id,
      after: { name, kid: next.id, oldEndsAt },
    });
    return { oldEndsAt };
  });
}
