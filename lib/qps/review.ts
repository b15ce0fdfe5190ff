import { contractInForce } from "@/lib/contracts/in-force";
import { db } from "@/lib/db/client";
import { staffCan } from "@/lib/members/permissions";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { classesOfKey } from "./classes";
import { clockOf } from "./clock";
import { type DetailsRow, findDetails, peopleOf, toDetails } from "./details";
import { type Beside, besideOf, iso, personOf, requestNotFound } from "./internal";
import { readItems } from "./list-mine";
import { readPast } from "./past";
import { isOpen } from "./phase";
import { readQpsPolicy } from "./policy";
import { isSelfReview } from "./reviewer";
import type { QpsRequestRef } from "./schemas";
import { stepsOf } from "./steps";
import type { QpsReview } from "./views";

const OTHERS = 10;

/**
 * One request for the people who decide it: what was asked, what calls have shown up to now, the customer's contract and flags,
 * and what they asked for before.
 * @throws {DomainError} `not_found` for an unknown one, or one that was never sent; `forbidden`.
 */
export async function getQpsReview(ctx: StaffContext, { requestId }: QpsRequestRef): Promise<QpsReview> {
  requireStaff(ctx, "qps:review");
  const row = await findDetails(db, { id: requestId });
  if (row === null || row.submittedAt === null) throw requestNotFound();
  const { orgId } = row;
  const of = { orgId, keyId: row.key.id, classId: row.endpointClass.id };
  const [beside, ofKey, past, org, submittedBy, { policy }, others] = await Promise.all([
    besideOf(db, [row], ctx.now, peopleOf(row)),
    classesOfKey(db, of, ctx.now),
    readPast(of, ctx.now),
    readOrg(of, ctx.now),
    readSender(row),
    readQpsPolicy(db),
    readOthers(row, ctx.now),
  ]);
  const held = ofKey?.classes.find(({ classId }) => classId === of.classId);
  const mayComment = staffCan(ctx.staffRole, "qps:comment");
  const details = toDetails(row, beside, true);
  const isGranted = details.phase === "scheduled" || details.phase === "active";
  return {
    ...details,
    steps: stepsOf(row, { beside, providerName: null }),
    org,
    submittedBy,
    ...clockOf(row, ctx.now),
    now: held ? { qps: held.qps, agreed: held.agreed, ownQps: held.ownQps } : null,
    past: { evidence: past.evidence, demand: past.demand },
    approvals: row.approvals.flatMap((approval) => toApproval(approval, beside)),
    twoReviewersAbove: policy.twoReviewersAbove,
    cannotDecide: await obstacleOf(ctx, row),
    canAsk: mayComment && isOpen(row.status),
    canComment: mayComment && row.status !== "withdrawn",
    canEndGrant: isGranted && row.key.deletedAt === null && staffCan(ctx.staffRole, "qps:decide"),
    others,
  };
}

async function obstacleOf(ctx: StaffContext, row: DetailsRow): Promise<QpsReview["cannotDecide"]> {
  if (!isOpen(row.status)) return "not_open";
  if (!staffCan(ctx.staffRole, "qps:decide")) return "role";
  return (await isSelfReview(db, ctx.actor.id, row)) ? "self_review" : null;
}

function toApproval(
  { reviewerId, at, qps, from, until, note }: DetailsRow["approvals"][number],
  beside: Beside,
) {
  const by = personOf(beside, reviewerId);
  if (by === null) return [];
  return [{ by, at: at.toISOString(), qps, from: iso(from), until: iso(until), note }];
}

async function readOrg(
  { orgId, keyId }: { orgId: string; keyId: string },
  now: Date,
): Promise<QpsReview["org"]> {
  const [org, contract] = await Promise.all([
    db.org.findUniqueOrThrow({
      where: { id: orgId },
      select: {
        id: true,
        slug: true,
        name: true,
        type: true,
        suspendedAt: true,
        abuseFlags: {
          where: { clearedAt: null },
          select: { id: true, reason: true, raisedAt: true, keyId: true },
          orderBy: { raisedAt: "desc" },
        },
      },
    }),
    contractInForce(db, orgId, now),
  ]);
  const { suspendedAt, abuseFlags, ...facts } = org;
  return {
    ...facts,
    isSuspended: suspendedAt !== null,
    contract: contract && {
      reference: contract.reference,
      from: contract.from.toISOString(),
      until: iso(contract.until),
      qpsCeiling: contract.qpsCeiling,
    },
    abuseFlags: abuseFlags.map(({ id, reason, raisedAt, keyId: flagged }) => ({
      id,
      reason,
      raisedAt: raisedAt.toISOString(),
      isAboutKey: flagged === keyId,
    })),
  };
}

async function readSender({ orgId, submittedById }: DetailsRow): Promise<QpsReview["submittedBy"]> {
  if (submittedById === null) return null;
  const user = await db.user.findUnique({
    where: { id: submittedById },
    select: {
      id: true,
      name: true,
      email: true,
      memberships: { where: { orgId }, select: { role: true } },
    },
  });
  if (user === null) return null;
  const { memberships, ...person } = user;
  return { ...person, role: memberships[0]?.role ?? null };
}

async function readOthers({ id, orgId }: DetailsRow, now: Date): Promise<QpsReview["others"]> {
  const others = await db.qpsRequest.findMany({
    where: { orgId, id: { not: id }, submittedAt: { not: null } },
    select: { id: true },
    orderBy: [{ submittedAt: "desc" }, { id: "desc" }],
    take: OTHERS,
  });
  return readItems(others, now);
}
