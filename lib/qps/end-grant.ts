import { asOneTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { lockAnyKey } from "@/lib/keys/lock";
import { endLimit } from "@/lib/limits/end-limit";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { requestNotFound } from "./internal";
import { lockRequest, requireRoomForMessage } from "./lock";
import { qpsPhase } from "./phase";
import { addMessage, type QpsVersion, saveRequest } from "./save";
import type { EndQpsGrantInput } from "./schemas";
import { withoutSecrets } from "./text";

/**
 * Ends what was granted for a request before its time; a grant that has not begun never will. What was agreed before it is in
 * force again, at every edge within a second. The reason joins what was said, where the customer reads it; that the limit has
 * ended they are told as of any other end.
 * @throws {DomainError} `forbidden`; `not_found` for an unknown request, or one whose key is deleted; `request_closed` where nothing
 * is granted, or it has ended; `version_mismatch`; `limit_reached`.
 */
export async function endQpsGrant(ctx: StaffContext, input: EndQpsGrantInput): Promise<QpsVersion> {
  requireStaff(ctx, "qps:decide");
  return asOneTransaction(async (tx) => {
    const found = await tx.qpsRequest.findUnique({
      where: { id: input.requestId },
      select: { keyId: true },
    });
    if (found === null) throw requestNotFound();
    // The key before the request, as everywhere.
    await lockAnyKey(tx, found.keyId);
    const request = await lockRequest(tx, input);
    if (request.status === "draft") throw requestNotFound();
    const { limitId } = request;
    const limit =
      limitId === null
        ? null
        : await tx.limit.findUnique({ where: { id: limitId }, select: { from: true, until: true } });
    const phase = qpsPhase(request.status, limit, ctx.now);
    if (limitId === null || (phase !== "scheduled" && phase !== "active")) {
      throw new DomainError("request_closed");
    }
    requireRoomForMessage(request);
    const reason = withoutSecrets(input.reason);
    await endLimit(ctx, { limitId, reason });
    await addMessage(tx, {
      requestId: request.id,
      at: ctx.now,
      authorId: ctx.actor.id,
      isStaff: true,
      kind: "comment",
      body: reason,
    });
    return saveRequest(
      tx,
      ctx,
      request,
      {},
      {
        action: "qps_request.grant_ended",
        before: { phase, limitId, until: limit?.until ?? null },
        reason,
      },
    );
  });
}
