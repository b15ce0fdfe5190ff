import { requireStepUp } from "@/lib/accounts/step-up";
import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { can } from "@/lib/members/permissions";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { type CreateTokenInput, TOKENS_MAX } from "./schemas";
import { permissionsOf } from "./scopes";
import { generateToken, type ManagementTokenText, tokenHash, tokenHead } from "./token-format";

const DAY_MS = 86_400_000;

/** A new token. `token` is in clear, here and nowhere else: only its hash is kept. */
export type CreatedToken = { id: string; token: ManagementTokenText };

/**
 * Makes a management token: a program that holds it acts for the organization, as far as its scopes and its creator's role go.
 *
 * It can rotate and delete without anybody sitting in front of it, so where the organization asks for a fresh proof before
 * those, it asks here.
 * @throws {DomainError} `forbidden`, also for a scope that the creator's own role does not cover; `step_up_required`;
 * `limit_reached` at `TOKENS_MAX` tokens that work, however many are made at once.
 */
export async function createToken(ctx: OrgContext, input: CreateTokenInput): Promise<CreatedToken> {
  requirePermission(ctx, "tokens:manage");
  for (const permission of permissionsOf(input.scopes)) {
    if (!can(ctx.role, permission, true)) throw new DomainError("forbidden");
  }
  await requireStepUp(ctx);
  const id = newId("managementToken");
  const token = generateToken();
  const expiresAt =
    input.lifetimeDays === null ? null : new Date(ctx.now.getTime() + input.lifetimeDays * DAY_MS);
  await withTransaction(async (tx) => {
    // So that two people who make one at once count one after the other.
    await tx.$executeRaw`SELECT FROM org WHERE id = ${ctx.org.id} FOR NO KEY UPDATE`;
    const working = await tx.managementToken.count({
      where: {
        orgId: ctx.org.id,
        revokedAt: null,
        OR: [{ expiresAt: null }, { expiresAt: { gt: ctx.now } }],
      },
    });
    if (working >= TOKENS_MAX) {
      throw new DomainError("limit_reached", {
        message: `Your organization has ${TOKENS_MAX} management tokens, which is the most it can have. Revoke one first.`,
      });
    }
    await tx.managementToken.create({
      data: {
        id,
        orgId: ctx.org.id,
        name: input.name,
        tokenHash: tokenHash(token),
        head: tokenHead(token),
        scopes: input.scopes,
        createdById: ctx.actor.id,
        createdAt: ctx.now,
        expiresAt,
      },
      select: { id: true },
    });
    await emitAudit(tx, ctx, {
      action: "management_token.created",
      targetType: "management_token",
      targetId: id,
      after: { name: input.name, scopes: input.scopes, expiresAt },
    });
  });
  return { id, token };
}
