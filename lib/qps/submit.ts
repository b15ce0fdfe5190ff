import { hasOpenFlag } from "@/lib/abuse/has-open";
import { contractInForce } from "@/lib/contracts/in-force";
import type { Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { jobContext } from "@/lib/keys/job-context";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { approvesItself } from "./auto-approval";
import { carryOut, normalized } from "./carry-out";
import type { StoredEvidence } from "./evidence-schema";
import type { LockedRequest } from "./lock";
import { type Past, readPast } from "./past";
import { OPEN_STATUSES } from "./phase";
import { readQpsPolicy } from "./policy";
import { type QpsVersion, saveRequest } from "./save";
import type { QpsPolicy, WriteQpsInput } from "./schemas";
import { tellCustomer, tellReviewers } from "./tell";
import type { QpsClass } from "./views";
import { requireEnterprise, writeWish } from "./write";

const HOUR_MS = 3_600_000;

/** Who decides where the policy does. */
const POLICY_ACTOR = "qps-policy";

/**
 * Sends a wish to the provider, a new one or a draft, together with what calls have shown in the last 14 days. From now on the
 * promised time of an answer runs. Where the policy says so it is approved on the spot.
 *
 * @throws {DomainError} As `writeWish` does; `request_open` while another one for this key and class is open, however many are
 * sent at once; `invalid_input` for what the key has already.
 */
export async function submitQpsRequest(
  ctx: OrgContext,
  input: WriteQpsInput,
): Promise<QpsVersion & { isApproved: boolean }> {
  requirePermission(ctx, "qps:submit");
  requireEnterprise(ctx);
  const { keyId, classId } = input.wish;
  // Outside the transaction, whose connection others wait for; another organization's calls are not in it.
  const past = await readPast({ orgId: ctx.org.id, keyId, classId }, ctx.now);
  return withTransaction(async (tx) => {
    const { request, held } = await writeWish(tx, ctx, input, "qps:submit");
    await requireOnlyOne(tx, request);
    await requireChange(tx, request, held, ctx.now);
    const { policy } = await readQpsPolicy(tx);
    const dueAt = new Date(ctx.now.getTime() + policy.answerWithinHours * HOUR_MS);
    const submittedById = responsibleId(ctx);
    const saved = await saveRequest(
      tx,
      ctx,
      request,
      {
        status: "pending",
        submittedAt: ctx.now,
        submittedById,
        dueAt,
        evidence: evidenceOf(past, held, request.wantedQps),
      },
      {
        action: "qps_request.submitted",
        after: { currentQps: held.agreed, wantedQps: request.wantedQps, dueAt },
      },
    );
    const sent = { ...request, status: "pending", submittedById, version: saved.version } as const;
    if (await isApprovedByPolicy(tx, ctx, policy, { sent, held })) {
      return { ...(await approveByPolicy(tx, ctx, sent)), isApproved: true };
    }
    const due = { dueAt: dueAt.toISOString(), wantedQps: sent.wantedQps };
    await tellCustomer(tx, sent, {
      kind: "qps.sent",
      data: { ...due, by: ctx.actor.name },
      at: ctx.now,
      exceptUserId: submittedById,
    });
    await tellReviewers(tx, sent, {
      kind: "review.new",
      data: { ...due, currentQps: held.agreed },
      at: ctx.now,
      exceptUserId: submittedById,
    });
    return { ...saved, isApproved: false };
  });
}

/** The key is locked: whoever sends another one for it waits. */
async function requireOnlyOne(tx: Tx, { id, keyId, classId }: LockedRequest): Promise<void> {
  const others = await tx.qpsRequest.count({
    where: { id: { not: id }, keyId, classId, status: { in: [...OPEN_STATUSES] } },
  });
  if (others > 0) throw new DomainError("request_open");
}

/** What is agreed for good needs no asking; a limit that ends can be asked for again. */
async function requireChange(tx: Tx, request: LockedRequest, { agreed }: QpsClass, now: Date): Promise<void> {
  if (request.wantedQps !== agreed) return;
  const { keyId, classId } = request;
  const changing = await tx.limit.count({
    where: {
      keyId,
      kind: "qps",
      source: "contract",
      OR: [
        { classId, until: { gt: now } },
        { classId, from: { gt: now } },
      ],
    },
  });
  if (changing > 0) return;
  throw new DomainError("invalid_input", {
    fields: { wantedQps: [`The key has ${agreed} queries per second already.`] },
  });
}

function evidenceOf({ evidence, replay }: Past, { qps }: QpsClass, wantedQps: number): StoredEvidence {
  const replayed = (limit: number) => {
    const { breaches, seconds } = replay(limit);
    return { limit, breaches, seconds };
  };
  return { ...evidence, current: replayed(qps), wanted: replayed(wantedQps) };
}

async function isApprovedByPolicy(
  tx: Tx,
  ctx: OrgContext,
  policy: QpsPolicy,
  { sent, held }: { sent: LockedRequest; held: QpsClass },
): Promise<boolean> {
  if (!policy.autoApprove.isOn) return false;
  const contract = await contractInForce(tx, ctx.org.id, ctx.now);
  return approvesItself(policy, {
    wantedQps: sent.wantedQps,
    agreed: held.agreed,
    ceiling: contract?.qpsCeiling ?? null,
    isFlagged: await hasOpenFlag(tx, { orgId: ctx.org.id, keyId: sent.keyId }),
  });
}

async function approveByPolicy(tx: Tx, ctx: OrgContext, sent: LockedRequest): Promise<QpsVersion> {
  const { wantedQps, from, until } = sent;
  const decision = normalized({ qps: wantedQps, from, until, note: "" }, ctx.now);
  const saved = await carryOut(tx, jobContext(POLICY_ACTOR, sent.orgId, ctx.now), sent, decision, null);
  await tellReviewers(tx, sent, {
    kind: "review.decided_by_policy",
    data: { qps: wantedQps },
    at: ctx.now,
  });
  return saved;
}
