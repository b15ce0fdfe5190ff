import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { lockRequest } from "./lock";
import { isOpen } from "./phase";
import { type QpsVersion, saveRequest } from "./save";
import type { WithdrawQpsInput } from "./schemas";
import { tellCustomer, tellReviewers } from "./tell";
import { withoutSecrets } from "./text";

/**
 * Takes a request back before it is decided, or throws a draft away. A draft needs the permission to write one, what was sent that
 * to send one. What was granted stays; the customer can set a lower limit at any time.
 * @throws {DomainError} `forbidden`; `not_found` for an unknown or another organization's; `request_closed`; `version_mismatch`.
 */
export async function withdrawQpsRequest(ctx: OrgContext, input: WithdrawQpsInput): Promise<QpsVersion> {
  requirePermission(ctx, "qps:draft", true);
  return withTransaction(async (tx) => {
    const request = await lockRequest(tx, { ...input, orgId: ctx.org.id });
    const isDraft = request.status === "draft";
    const isOwn = request.key.createdById === responsibleId(ctx);
    requirePermission(ctx, isDraft ? "qps:draft" : "qps:submit", isOwn);
    if (!isDraft && !isOpen(request.status)) throw new DomainError("request_closed");
    const decidedById = responsibleId(ctx);
    const reason = withoutSecrets(input.reason);
    const saved = await saveRequest(
      tx,
      ctx,
      request,
      { status: "withdrawn", decidedAt: ctx.now, decidedById, decisionNote: reason },
      { action: "qps_request.withdrawn", before: { status: request.status }, reason },
    );
    await tellCustomer(tx, request, {
      kind: "qps.withdrawn",
      data: { by: ctx.actor.name },
      at: ctx.now,
      exceptUserId: decidedById,
    });
    if (!isDraft) await tellReviewers(tx, request, { kind: "review.withdrawn", data: {}, at: ctx.now });
    return saved;
  });
}
