import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { generateToken, type ManagementTokenText, tokenHash, tokenHead } from "@/lib/management/token-format";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { type CreateReporterInput, REPORTERS_MAX } from "./schemas";

/**
 * Lets somebody report leaked secrets. `token` is in clear, here and nowhere else: only its hash is kept.
 *
 * Names are told apart by their letters alone, because customers read them, and because what one reporter said is not taken
 * twice.
 * @throws {DomainError} `forbidden`; `invalid_input` for a name that is in use; `limit_reached` at `REPORTERS_MAX`, however many are
 * made at once.
 */
export async function createReporter(
  ctx: StaffContext,
  { name }: CreateReporterInput,
): Promise<{ id: string; token: ManagementTokenText }> {
  requireStaff(ctx, "settings:manage");
  const id = newId("leakReporter");
  const token = generateToken("leaks");
  await withTransaction(async (tx) => {
    // So that two people who make one at once count one after the other.
    await tx.$executeRaw`LOCK TABLE leak_reporter IN SHARE ROW EXCLUSIVE MODE`;
    const working = await tx.leakReporter.findMany({ where: { revokedAt: null }, select: { name: true } });
    if (working.length >= REPORTERS_MAX) {
      throw new DomainError("limit_reached", {
        message: `There are ${REPORTERS_MAX} reporters, which is the most there can be. Revoke one first.`,
      });
    }
    if (working.some((one) => one.name.toLowerCase() === name.toLowerCase())) {
      throw new DomainError("invalid_input", {
        fields: { name: ["Somebody reports under this name already."] },
      });
    }
    await tx.leakReporter.create({
      data: {
        id,
        name,
        tokenHash: tokenHash(token),
        head: tokenHead(token),
        createdById: ctx.actor.id,
        createdAt: ctx.now,
      },
      select: { id: true },
    });
    await emitAudit(tx, ctx, {
      action: "leak_reporter.created",
      targetType: "leak_reporter",
      targetId: id,
      after: { name },
    });
  });
  return { id, token };
}
