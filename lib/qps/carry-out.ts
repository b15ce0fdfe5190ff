import type { AuditContext } from "@/lib/audit/emit";
import type { Tx } from "@/lib/db/client";
import { placeLimit } from "@/lib/limits/place-limit";
import type { LockedRequest } from "./lock";
import { type QpsVersion, saveRequest } from "./save";
import { tellCustomer } from "./tell";

/** What is granted. `from`, if it is not yet to come, means now. */
export type Decision = { qps: number; from: Date | null; until: Date | null; note: string };

/** A decision as it would be carried out at `now`: what has begun begins now. */
export function normalized({ from, ...rest }: Decision, now: Date): Decision {
  return { ...rest, from: from !== null && from > now ? from : null };
}

/**
 * Carries out a decision about a locked request whose key is locked, too: the limit, which begins and ends by itself, the
 * request's state, both audit rows, and word to the customer.
 * @param decidedById `null`: the policy did.
 */
export async function carryOut(
  tx: Tx,
  ctx: AuditContext,
  request: LockedRequest,
  { qps, from, until, note }: Decision,
  decidedById: string | null,
): Promise<QpsVersion> {
  const limit = await placeLimit(tx, ctx, {
    to: { keyId: request.keyId },
    kind: "qps",
    unit: "requests",
    classId: request.classId,
    value: qps,
    isSoft: false,
    from: from?.toISOString() ?? null,
    until: until?.toISOString() ?? null,
    reason: `QPS request ${request.id}`,
  });
  const saved = await saveRequest(
    tx,
    ctx,
    request,
    {
      status: "approved",
      decidedAt: ctx.now,
      decidedById,
      decisionNote: note,
      grantedQps: qps,
      grantedFrom: limit.from,
      grantedUntil: limit.until,
      limitId: limit.id,
    },
    {
      action: "qps_request.approved",
      before: { status: request.status, wantedQps: request.wantedQps },
      after: { qps, from: limit.from, until: limit.until, limitId: limit.id, byPolicy: decidedById === null },
      reason: note,
    },
  );
  await tellCustomer(tx, request, {
    kind: "qps.approved",
    data: {
      qps,
      from: from?.toISOString() ?? null,
      until: until?.toISOString() ?? null,
      isPartial: qps !== request.wantedQps || until?.getTime() !== request.until?.getTime(),
    },
    at: ctx.now,
  });
  return saved;
}
