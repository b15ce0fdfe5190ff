import type { z } from "zod";
import { emitAudit } from "@/lib/audit/emit";
import { recordChange } from "@/lib/changes/record";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { newId } from "@/lib/std/id";
import type { UserContext } from "./context";
import type { CreateOrgInput } from "./schemas";

/** Organizations one person may own. */
export const OWNED_ORGS_MAX = 10;

/**
 * Opens a self-serve organization with the person as its owner.
 * @throws {DomainError} `invalid_input` on `slug` when it is taken; `limit_reached` beyond 10 owned organizations.
 */
export async function createOrg(
  ctx: UserContext,
  { name, slug }: z.output<typeof CreateOrgInput>,
): Promise<{ id: string; slug: string }> {
  return withTransaction(async (tx) => {
    // Locked, so that two requests at once cannot both be the tenth.
    await tx.$queryRaw`SELECT 1 FROM user_account WHERE id = ${ctx.actor.id} FOR UPDATE`;
    const owned = await tx.membership.count({ where: { userId: ctx.actor.id, role: "owner" } });
    if (owned >= OWNED_ORGS_MAX) {
      throw new DomainError("limit_reached", {
        message: `One person can own ${OWNED_ORGS_MAX} organizations.`,
      });
    }
    const [org] = await tx.org.createManyAndReturn({
      data: { id: newId("org"), slug, name, type: "self_serve", createdAt: ctx.now },
      skipDuplicates: true,
      select: { id: true, slug: true },
    });
    if (org === undefined) {
      throw new DomainError("invalid_input", {
        fields: { slug: ["This address is taken. Choose another one."] },
      });
    }
    await tx.membership.create({
      data: { orgId: org.id, userId: ctx.actor.id, role: "owner", createdAt: ctx.now },
      select: { orgId: true },
    });
    await emitAudit(
      tx,
      { ...ctx, org },
      {
        action: "org.created",
        targetType: "org",
        targetId: org.id,
        after: { name, slug, type: "self_serve", owner: ctx.actor.id },
      },
    );
    await recordChange(tx, "org", org.id);
    return org;
  });
}
