import { withTransaction } from "@/lib/db/transaction";
import { can } from "@/lib/members/permissions";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import type { QpsVersion } from "./save";
import type { WriteQpsInput } from "./schemas";
import { tellCustomer } from "./tell";
import { writeWish } from "./write";

/**
 * Keeps a wish as a draft, which the provider does not see. Of a new one by somebody who may not send it, the admins and owners
 * hear.
 * @throws {DomainError} As `writeWish` does.
 */
export async function saveQpsDraft(ctx: OrgContext, input: WriteQpsInput): Promise<QpsVersion> {
  requirePermission(ctx, "qps:draft", true);
  return withTransaction(async (tx) => {
    const { request, isNew } = await writeWish(tx, ctx, input, "qps:draft");
    if (isNew && !can(ctx.role, "qps:submit")) {
      const data = { by: ctx.actor.name, wantedQps: request.wantedQps };
      await tellCustomer(tx, request, {
        kind: "qps.drafted",
        data,
        at: ctx.now,
        exceptUserId: responsibleId(ctx),
      });
    }
    return { id: request.id, version: request.version };
  });
}
