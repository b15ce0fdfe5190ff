import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import type { TokenRef } from "./schemas";

/**
 * Revokes a management token: the next request with it is refused, on every instance, and it can never be brought back.
 * @throws {DomainError} `forbidden`; `not_found` for an unknown, another organization's or an already revoked token.
 */
export async function revokeToken(ctx: OrgContext, { tokenId }: TokenRef): Promise<void> {
  requirePermission(ctx, "tokens:manage");
  await withTransaction(async (tx) => {
    const where = { id: tokenId, orgId: ctx.org.id, revokedAt: null };
    const token = await tx.managementToken.findFirst({ where, select: { name: true, scopes: true } });
    const { count } = await tx.managementToken.updateMany({
      where,
      data: { revokedAt: ctx.now, revokedById: ctx.actor.id },
    });
    if (token === null || count === 0) {
      throw new DomainError("not_found", {
        message: "We could not find this token. It may have been revoked already.",
      });
    }
    await emitAudit(tx, ctx, {
      action: "management_token.revoked",
      targetType: "management_token",
      targetId: tokenId,
      before: token,
    });
  });
}
