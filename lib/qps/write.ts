import type { AuditValue } from "@/lib/audit/canonical";
import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { lockKey } from "@/lib/keys/lock";
import type { Permission } from "@/lib/members/permissions";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { classesOfKey } from "./classes";
import { type LockedRequest, lockRequest } from "./lock";
import { OPEN_STATUSES } from "./phase";
import { saveRequest } from "./save";
import { AHEAD_DAYS_MAX, type QpsWish, type WriteQpsInput } from "./schemas";
import { withoutSecrets } from "./text";
import type { QpsClass } from "./views";

const DAY_MS = 86_400_000;
/** Drafts and open requests an organization can have. */
const UNDECIDED_MAX = 500;

/** A draft as it was written, locked, with what holds in its class now. */
export type Written = { request: LockedRequest; held: QpsClass; isNew: boolean };

/**
 * Writes a wish down as a draft, a new one or one that is there, inside the caller's transaction, and locks it with its key.
 * @throws {DomainError} `enterprise_only`; `not_found` for a key or request that is unknown, another organization's or deleted;
 * `forbidden`; `not_a_draft`; `version_mismatch`; `limit_reached`; `invalid_input` for a class the key cannot call, an end that is
 * past, or a time too far ahead.
 */
export async function writeWish(
  tx: Tx,
  ctx: OrgContext,
  { request, wish }: WriteQpsInput,
  permission: Permission,
): Promise<Written> {
  requireEnterprise(ctx);
  requireDates(wish, ctx.now);
  // The key before the request, as everywhere.
  await lockKey(tx, ctx, permission, { keyId: wish.keyId, version: null });
  const held = await requireClass(tx, ctx, wish);
  const before = request === null ? null : await lockRequest(tx, { ...request, orgId: ctx.org.id });
  if (before === null) await requireRoom(tx, ctx.org.id);
  else requireDraft(ctx, before, permission);
  const data = columnsOf(wish, held.agreed);
  if (before === null) {
    const id = newId("qpsRequest");
    await tx.qpsRequest.create({
      data: {
        ...data,
        id,
        orgId: ctx.org.id,
        status: "draft",
        createdById: responsibleId(ctx),
        createdAt: ctx.now,
        updatedAt: ctx.now,
        version: 0,
      },
      select: { id: true },
    });
    await saveRequest(
      tx,
      ctx,
      { id, orgId: ctx.org.id },
      {},
      { action: "qps_request.drafted", after: told(data) },
    );
    return { request: await lockRequest(tx, { requestId: id, version: null }), held, isNew: true };
  }
  await saveRequest(tx, ctx, before, data, {
    action: "qps_request.edited",
    before: told(before),
    after: told(data),
  });
  return { request: await lockRequest(tx, { requestId: before.id, version: null }), held, isNew: false };
}

/** @throws {DomainError} `enterprise_only` for an organization whose limits are not negotiable. */
export function requireEnterprise({ org }: { org: Pick<OrgContext["org"], "type"> }): void {
  if (org.type !== "enterprise") throw new DomainError("enterprise_only");
}

function requireDraft(ctx: OrgContext, before: LockedRequest, permission: Permission): void {
  requirePermission(ctx, permission, before.key.createdById === responsibleId(ctx));
  if (before.status !== "draft") throw new DomainError("not_a_draft");
}

function requireDates({ from, until }: QpsWish, now: Date): void {
  const fields: Record<string, string[]> = {};
  const latest = now.getTime() + AHEAD_DAYS_MAX * DAY_MS;
  if (from !== null && Date.parse(from) > latest) fields.from = ["This is too far ahead."];
  if (until !== null && Date.parse(until) > latest) fields.until = ["This is too far ahead."];
  if (until !== null && Date.parse(until) <= now.getTime())
    fields.until = ["Choose an end that is yet to come."];
  if (Object.keys(fields).length > 0) throw new DomainError("invalid_input", { fields });
}

async function requireClass(tx: Tx, ctx: OrgContext, { keyId, classId }: QpsWish): Promise<QpsClass> {
  const ofKey = await classesOfKey(tx, { keyId, orgId: ctx.org.id }, ctx.now);
  const held = ofKey?.classes.find((one) => one.classId === classId);
  if (held !== undefined) return held;
  throw new DomainError("invalid_input", {
    fields: { classId: ["This key is not valid for this endpoint class."] },
  });
}

async function requireRoom(tx: Tx, orgId: string): Promise<void> {
  const count = await tx.qpsRequest.count({
    where: { orgId, status: { in: ["draft", ...OPEN_STATUSES] } },
  });
  if (count < UNDECIDED_MAX) return;
  throw new DomainError("limit_reached", {
    message: `There are ${UNDECIDED_MAX} drafts and open requests already. Withdraw some first.`,
  });
}

function columnsOf(wish: QpsWish, agreed: number) {
  return {
    keyId: wish.keyId,
    classId: wish.classId,
    currentQps: agreed,
    wantedQps: wish.wantedQps,
    from: wish.from === null ? null : new Date(wish.from),
    until: wish.until === null ? null : new Date(wish.until),
    reason: withoutSecrets(wish.reason),
    expectedPeak: wish.expectedPeak,
    contact: withoutSecrets(wish.contact),
  };
}

type Columns = Pick<ReturnType<typeof columnsOf>, "keyId" | "classId" | "wantedQps" | "from" | "until">;

function told({ keyId, classId, wantedQps, from, until }: Columns): Record<string, AuditValue> {
  return { keyId, classId, wantedQps, from, until };
}
