import type { AuditContext } from "@/lib/audit/emit";
import type { Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors/domain-error";
import {
  type OrgContext,
  requirePermission,
  requireStaff,
  responsibleId,
  type StaffContext,
} from "@/lib/orgs/context";
import { requestNotFound } from "./internal";
import { type LockedRequest, lockRequest, requireRoomForMessage } from "./lock";
import { addMessage, auditRequest, type QpsVersion } from "./save";
import type { CommentQpsInput } from "./schemas";
import { tellCustomer, tellReviewers } from "./tell";
import { excerptOf, withoutSecrets } from "./text";

/**
 * Says something about a request that was sent, also after its decision; it changes nothing, and the other side hears of it.
 * @throws {DomainError} `forbidden`; `not_found` for an unknown or another organization's; `request_closed` for a draft or a
 * withdrawn one; `limit_reached`.
 */
export async function commentOnQpsRequest(
  ctx: OrgContext,
  { requestId, body }: CommentQpsInput,
): Promise<QpsVersion> {
  requirePermission(ctx, "qps:submit");
  return withTransaction(async (tx) => {
    const request = await lockRequest(tx, { requestId, version: null, orgId: ctx.org.id });
    if (request.status === "draft") throw new DomainError("request_closed");
    const authorId = responsibleId(ctx);
    const text = withoutSecrets(body);
    const saved = await say(tx, ctx, request, { authorId, isStaff: false, body: text });
    const data = { by: ctx.actor.name, comment: excerptOf(text) };
    await tellReviewers(tx, request, { kind: "review.commented", data, at: ctx.now, exceptUserId: authorId });
    await tellCustomer(tx, request, { kind: "qps.commented", data, at: ctx.now, exceptUserId: authorId });
    return saved;
  });
}

/**
 * `commentOnQpsRequest` for staff. The customer sees the provider's name, not the person's.
 * @throws {DomainError} `not_found` for one that was never sent; otherwise as there.
 */
export async function commentAsStaff(
  ctx: StaffContext,
  { requestId, body }: CommentQpsInput,
): Promise<QpsVersion> {
  requireStaff(ctx, "qps:comment");
  return withTransaction(async (tx) => {
    const request = await lockRequest(tx, { requestId, version: null });
    if (request.submittedAt === null) throw requestNotFound();
    const text = withoutSecrets(body);
    const saved = await say(tx, ctx, request, { authorId: ctx.actor.id, isStaff: true, body: text });
    await tellCustomer(tx, request, {
      kind: "qps.commented",
      data: { by: env().PROVIDER_NAME, comment: excerptOf(text) },
      at: ctx.now,
    });
    return saved;
  });
}

type Said = { authorId: string; isStaff: boolean; body: string };

async function say(tx: Tx, ctx: AuditContext, request: LockedRequest, said: Said): Promise<QpsVersion> {
  if (request.status === "withdrawn") throw new DomainError("request_closed");
  requireRoomForMessage(request);
  await addMessage(tx, { requestId: request.id, at: ctx.now, kind: "comment", ...said });
  // No new version: whoever is about to change the request has still seen all that matters.
  await auditRequest(tx, ctx, request, { action: "qps_request.commented" });
  return { id: request.id, version: request.version };
}
