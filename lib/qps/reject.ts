import { withTransaction } from "@/lib/db/transaction";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { lockRequest, requireOpen } from "./lock";
import { requireOtherReviewer } from "./reviewer";
import { type QpsVersion, saveRequest } from "./save";
import type { RejectQpsInput } from "./schemas";
import { tellCustomer } from "./tell";
import { excerptOf, withoutSecrets } from "./text";

/**
 * Rejects a request; the customer reads the reason, and every limit stays as it is. Also for one whose key is deleted.
 * @throws {DomainError} `forbidden`; `not_found` for an unknown or never sent one; `request_closed`; `version_mismatch`;
 * `self_review`.
 */
export async function rejectQpsRequest(ctx: StaffContext, input: RejectQpsInput): Promise<QpsVersion> {
  requireStaff(ctx, "qps:decide");
  return withTransaction(async (tx) => {
    const request = await lockRequest(tx, input);
    requireOpen(request);
    await requireOtherReviewer(tx, ctx.actor.id, request);
    const reason = withoutSecrets(input.reason);
    const saved = await saveRequest(
      tx,
      ctx,
      request,
      { status: "rejected", decidedAt: ctx.now, decidedById: ctx.actor.id, decisionNote: reason },
      { action: "qps_request.rejected", before: { status: request.status }, reason },
    );
    await tellCustomer(tx, request, {
      kind: "qps.rejected",
      data: { reason: excerptOf(reason) },
      at: ctx.now,
    });
    return saved;
  });
}
