import { db } from "@/lib/db/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { iso, requestNotFound } from "./internal";
import type { QpsVersion } from "./save";
import type { QpsSeenRef } from "./schemas";
import { submitQpsRequest } from "./submit";

/**
 * Sends a draft as it is.
 * @throws {DomainError} As `submitQpsRequest` does; `version_mismatch` also when the draft was edited while it was being sent.
 */
export async function submitQpsDraft(
  ctx: OrgContext,
  { requestId, version }: QpsSeenRef,
): Promise<QpsVersion & { isApproved: boolean }> {
  requirePermission(ctx, "qps:submit");
  const draft = await db.qpsRequest.findFirst({
    where: { id: requestId, orgId: ctx.org.id },
    select: {
      version: true,
      keyId: true,
      classId: true,
      wantedQps: true,
      from: true,
      until: true,
      reason: true,
      expectedPeak: true,
      contact: true,
    },
  });
  if (draft === null) throw requestNotFound();
  const { version: read, from, until, ...wish } = draft;
  return submitQpsRequest(ctx, {
    request: { requestId, version: version ?? read },
    wish: { ...wish, from: iso(from), until: iso(until) },
  });
}
