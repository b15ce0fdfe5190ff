import { contractInForce } from "@/lib/contracts/in-force";
import type { Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { lockAnyKey } from "@/lib/keys/lock";
import { staffCan } from "@/lib/members/permissions";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { carryOut, type Decision, normalized } from "./carry-out";
import { requestNotFound } from "./internal";
import { type LockedRequest, lockRequest, requireOpen } from "./lock";
import { readQpsPolicy } from "./policy";
import { isSelfReview, requireOtherReviewer } from "./reviewer";
import { type QpsVersion, saveRequest } from "./save";
import type { ApproveQpsInput } from "./schemas";
import { tellReviewers } from "./tell";
import { withoutSecrets } from "./text";
import { requireEnterprise } from "./write";

/** `awaits_second`: noted, and carried out once somebody else agrees to the same. */
export type ApproveOutcome = QpsVersion & { outcome: "approved" | "awaits_second" };

/**
 * Grants a request, in full, in part or from a later time. The limit begins and ends by itself at every edge.
 *
 * Above the size the policy names, two reviewers have to agree to exactly the same; what the first one agreed to is kept.
 * @throws {DomainError} `forbidden`; `not_found` for an unknown or never sent request, or one whose key is deleted;
 * `request_closed`; `version_mismatch`; `self_review`; `enterprise_only`; `approved_already`; `limit_reached`; `invalid_input` for
 * more than the contract's ceiling, or an end that is past.
 */
export async function approveQpsRequest(ctx: StaffContext, input: ApproveQpsInput): Promise<ApproveOutcome> {
  requireStaff(ctx, "qps:decide");
  return withTransaction(async (tx) => {
    const request = await lockWithKey(tx, input);
    requireOpen(request);
    await requireOtherReviewer(tx, ctx.actor.id, request);
    requireEnterprise(request);
    const decision = normalized(
      {
        qps: input.qps,
        from: input.from === null ? null : new Date(input.from),
        until: input.until === null ? null : new Date(input.until),
        note: withoutSecrets(input.note),
      },
      ctx.now,
    );
    requireEnd(decision, ctx.now);
    await requireWithinContract(tx, request.orgId, decision.qps, ctx.now);
    const { twoReviewersAbove } = (await readQpsPolicy(tx)).policy;
    const needsTwo = twoReviewersAbove !== null && decision.qps > twoReviewersAbove;
    const isAgreed = await noteApproval(tx, ctx, request, decision);
    if (needsTwo && !isAgreed) return awaitSecond(tx, ctx, request, decision);
    return { ...(await carryOut(tx, ctx, request, decision, ctx.actor.id)), outcome: "approved" };
  });
}

/** The key before the request, as everywhere; which key it is about never changes once it was sent. */
async function lockWithKey(tx: Tx, { requestId, version }: ApproveQpsInput): Promise<LockedRequest> {
  const found = await tx.qpsRequest.findUnique({ where: { id: requestId }, select: { keyId: true } });
  if (found === null) throw requestNotFound();
  await lockAnyKey(tx, found.keyId);
  return lockRequest(tx, { requestId, version });
}

function requireEnd({ from, until }: Decision, now: Date): void {
  if (until === null || until > (from ?? now)) return;
  throw new DomainError("invalid_input", {
    fields: { until: ["Choose an end that is yet to come and after the beginning."] },
  });
}

async function requireWithinContract(tx: Tx, orgId: string, qps: number, now: Date): Promise<void> {
  const contract = await contractInForce(tx, orgId, now);
  if (contract?.qpsCeiling == null || qps <= contract.qpsCeiling) return;
  throw new DomainError("invalid_input", {
    fields: {
      qps: [`Contract ${contract.reference} allows ${contract.qpsCeiling} queries per second at most.`],
    },
  });
}

/** Keeps what this reviewer agrees to; whether somebody else has agreed to just the same. */
async function noteApproval(
  tx: Tx,
  ctx: StaffContext,
  request: LockedRequest,
  decision: Decision,
): Promise<boolean> {
  const reviewerId = ctx.actor.id;
  const known = await tx.qpsApproval.findMany({
    where: { requestId: request.id },
    select: { reviewerId: true, qps: true, from: true, until: true },
  });
  const same = known.filter(
    ({ qps, from, until }) =>
      qps === decision.qps &&
      isSame(from, decision.from, ctx.now) &&
      until?.getTime() === decision.until?.getTime(),
  );
  const isAgreed = await mayOneDecide(tx, request, same, reviewerId);
  if (!isAgreed && same.some((approval) => approval.reviewerId === reviewerId)) {
    throw new DomainError("approved_already");
  }
  const columns = { at: ctx.now, ...decision };
  await tx.qpsApproval.upsert({
    where: { requestId_reviewerId: { requestId: request.id, reviewerId } },
    create: { requestId: request.id, reviewerId, ...columns },
    update: columns,
    select: { reviewerId: true },
  });
  return isAgreed;
}

/** Whether one of the others who agreed could still decide this today: their word counts no longer than their role. */
async function mayOneDecide(
  tx: Tx,
  request: LockedRequest,
  approvals: readonly { reviewerId: string }[],
  reviewerId: string,
): Promise<boolean> {
  const others = approvals.flatMap((one) => (one.reviewerId === reviewerId ? [] : one.reviewerId));
  const people = await tx.user.findMany({
    where: { id: { in: others }, disabledAt: null, staffRole: { not: null } },
    select: { id: true, staffRole: true },
  });
  for (const { id, staffRole } of people) {
    if (staffRole === null || !staffCan(staffRole, "qps:decide")) continue;
    if (!(await isSelfReview(tx, id, request))) return true;
  }
  return false;
}

/** A beginning that has come since the first reviewer agreed to it is now, as it is for the second. */
function isSame(agreed: Date | null, wanted: Date | null, now: Date): boolean {
  const begins = (from: Date | null) => (from !== null && from > now ? from.getTime() : null);
  return begins(agreed) === begins(wanted);
}

async function awaitSecond(
  tx: Tx,
  ctx: StaffContext,
  request: LockedRequest,
  { qps, from, until, note }: Decision,
): Promise<ApproveOutcome> {
  const saved = await saveRequest(
    tx,
    ctx,
    request,
    {},
    { action: "qps_request.approval_given", after: { qps, from, until }, reason: note },
  );
  await tellReviewers(tx, request, {
    kind: "review.second_needed",
    data: { by: ctx.actor.name, qps },
    at: ctx.now,
    exceptUserId: ctx.actor.id,
  });
  return { ...saved, outcome: "awaits_second" };
}
