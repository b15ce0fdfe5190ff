import { db, type Tx } from "@/lib/db/client";
import { env } from "@/lib/env";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { classesOfKey } from "./classes";
import { findDetails, peopleOf, toDetails } from "./details";
import { besideOf, requestNotFound } from "./internal";
import { qpsRights } from "./rights";
import type { QpsRequestRef } from "./schemas";
import { stepsOf } from "./steps";
import type { QpsRequestDetails } from "./views";

/**
 * One request of the organization, for its page.
 * @throws {DomainError} `not_found` for an unknown or another organization's; `forbidden`.
 */
export function getQpsRequest(ctx: OrgContext, ref: QpsRequestRef): Promise<QpsRequestDetails> {
  return readQpsRequest(db, ctx, ref);
}

/** `getQpsRequest` inside a transaction, so that an answer is of what was just written. */
export async function readQpsRequest(
  client: Tx,
  ctx: OrgContext,
  { requestId }: QpsRequestRef,
): Promise<QpsRequestDetails> {
  requirePermission(ctx, "qps:read");
  const row = await findDetails(client, { id: requestId, orgId: ctx.org.id });
  if (row === null) throw requestNotFound();
  const beside = await besideOf(client, [row], ctx.now, peopleOf(row));
  const ofKey = await classesOfKey(client, { keyId: row.key.id, orgId: ctx.org.id }, ctx.now);
  const now = ofKey?.classes.find(({ classId }) => classId === row.endpointClass.id);
  return {
    ...toDetails(row, beside, false),
    steps: stepsOf(row, { beside, providerName: env().PROVIDER_NAME }),
    rights: qpsRights(ctx, row),
    ownQps: now?.ownQps ?? null,
  };
}
