import { withTransaction } from "@/lib/db/transaction";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { lockRequest, requireOpen, requireRoomForMessage } from "./lock";
import { addMessage, type QpsVersion, saveRequest } from "./save";
import type { SayQpsInput } from "./schemas";
import { tellCustomer } from "./tell";
import { excerptOf, withoutSecrets } from "./text";

/**
 * Asks the customer something; until they answer, the promised time waits. What a first reviewer has agreed to counts no more: the
 * answer may change it.
 * @throws {DomainError} `forbidden`; `not_found` for an unknown or never sent one; `request_closed`; `version_mismatch`;
 * `limit_reached`.
 */
export async function askQpsQuestion(ctx: StaffContext, input: SayQpsInput): Promise<QpsVersion> {
  requireStaff(ctx, "qps:comment");
  return withTransaction(async (tx) => {
    const request = await lockRequest(tx, input);
    requireOpen(request);
    requireRoomForMessage(request);
    const body = withoutSecrets(input.body);
    await addMessage(tx, {
      requestId: request.id,
      at: ctx.now,
      authorId: ctx.actor.id,
      isStaff: true,
      kind: "question",
      body,
    });
    await tx.qpsApproval.deleteMany({ where: { requestId: request.id } });
    const saved = await saveRequest(
      tx,
      ctx,
      request,
      { status: "question" },
      {
        action: "qps_request.question_asked",
        before: { status: request.status },
        after: { status: "question" },
      },
    );
    await tellCustomer(tx, request, { kind: "qps.asked", data: { question: excerptOf(body) }, at: ctx.now });
    return saved;
  });
}
