import { contractInForce } from "@/lib/contracts/in-force";
import { db } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { can } from "@/lib/members/permissions";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { classesOfKey } from "./classes";
import { readPast } from "./past";
import { OPEN_STATUSES } from "./phase";
import type { QpsFormQuery } from "./schemas";
import type { QpsForm } from "./views";

/**
 * What a form about a key, and a class of it, is filled with: limits, what past calls show, and what the contract lets it have.
 *
 * Also for organizations that cannot ask for another QPS: the evidence says what they can do instead.
 * @throws {DomainError} `not_found` for an unknown, another organization's or a deleted key, or a class it cannot call;
 * `forbidden`.
 */
export async function getQpsForm(ctx: OrgContext, { keyId, classId }: QpsFormQuery): Promise<QpsForm> {
  requirePermission(ctx, "qps:read");
  const { org, now } = ctx;
  const ofKey = await classesOfKey(db, { keyId, orgId: org.id }, now);
  if (ofKey === null) throw new DomainError("not_found");
  const { key, classes } = ofKey;
  const named = classes.find((one) => one.classId === classId);
  if (classId !== null && named === undefined) throw new DomainError("not_found");
  const chosen = named ?? (classes.length === 1 ? classes[0] : undefined);
  const [past, open, contract] = await Promise.all([
    chosen && readPast({ orgId: org.id, keyId, classId: chosen.classId }, now),
    chosen &&
      db.qpsRequest.findFirst({
        where: { keyId, classId: chosen.classId, status: { in: [...OPEN_STATUSES] } },
        select: { id: true },
      }),
    contractInForce(db, org.id, now),
  ]);
  return {
    isOffered: org.type === "enterprise",
    key: { id: key.id, name: key.name },
    classes,
    chosen:
      chosen && past
        ? { ...chosen, evidence: past.evidence, demand: past.demand, openRequestId: open?.id ?? null }
        : null,
    ceiling: contract?.qpsCeiling ?? null,
    contact: ctx.actor.type === "user" ? ctx.actor.email : "",
    canDraft: can(ctx.role, "qps:draft", key.createdById === responsibleId(ctx)),
    canSubmit: can(ctx.role, "qps:submit"),
  };
}
