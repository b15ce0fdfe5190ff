import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { askedAt, dueAfterAnswer } from "./clock";
import { lockRequest, requireRoomForMessage } from "./lock";
import { addMessage, type QpsVersion, saveRequest } from "./save";
import type { SayQpsInput } from "./schemas";
import { tellCustomer, tellReviewers } from "./tell";
import { withoutSecrets } from "./text";

/**
 * Answers the provider's question; the promised time goes on from where it stood when it was asked.
 * @throws {DomainError} `forbidden`; `not_found` for an unknown or another organization's; `no_question`; `version_mismatch`;
 * `limit_reached`.
 */
export async function answerQpsQuestion(ctx: OrgContext, input: SayQpsInput): Promise<QpsVersion> {
  requirePermission(ctx, "qps:submit");
  return withTransaction(async (tx) => {
    const request = await lockRequest(tx, { ...input, orgId: ctx.org.id });
    const asked = request.status === "question" ? askedAt(request.messages) : null;
    if (asked === null) throw new DomainError("no_question");
    requireRoomForMessage(request);
    const authorId = responsibleId(ctx);
    const body = withoutSecrets(input.body);
    await addMessage(tx, {
      requestId: request.id,
      at: ctx.now,
      authorId,
      isStaff: false,
      kind: "answer",
      body,
    });
    const dueAt = dueAfterAnswer(request.dueAt ?? ctx.now, asked, ctx.now);
    const saved = await saveRequest(
      tx,
      ctx,
      request,
      { status: "pending", dueAt },
      {
        action: "qps_request.answered",
        before: { status: "question", dueAt: request.dueAt },
        after: { status: "pending", dueAt },
      },
    );
    const due = { dueAt: dueAt.toISOString() };
    await tellReviewers(tx, request, { kind: "review.answered", data: due, at: ctx.now });
    await tellCustomer(tx, request, {
      kind: "qps.answered",
      data: { ...due, by: ctx.actor.name },
      at: ctx.now,
      exceptUserId: authorId,
    });
    return saved;
  });
}
