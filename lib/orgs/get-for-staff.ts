import { emitAudit } from "@/lib/audit/emit";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import type { Role } from "@/lib/members/permissions";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import type { OrgType } from "./schemas";

/** A customer, for the page on which an operator manages it. Times are ISO 8601. */
export type OrgForStaff = {
  id: string;
  slug: string;
  name: string;
  type: OrgType;
  version: number;
  createdAt: string;
  suspended: { at: string; reason: string } | null;
  plan: { id: string; name: string; isRetired: boolean } | null;
  keys: { living: number; disabled: number };
  /** Calls in the last hour. */
  callsLastHour: number;
  members: { userId: string; name: string; email: string; role: Role; isDisabled: boolean }[];
  membersTotal: number;
  /** Neither accepted nor taken back, the newest first; those that ran out included. */
  invites: { inviteId: string; email: string; role: Role; expiresAt: string; isOver: boolean }[];
};

const MEMBERS_SHOWN = 100;
const INVITES_SHOWN = 50;
const HOUR_MS = 3_600_000;

/**
 * Everything about a customer but its keys' particulars. That it was looked at is in the customer's own audit log, once an hour
 * per person.
 * @throws {DomainError} `not_found`, `forbidden`.
 */
export async function getOrgForStaff(ctx: StaffContext, orgId: string): Promise<OrgForStaff> {
  requireStaff(ctx, "orgs:manage");
  const hourAgo = new Date(ctx.now.getTime() - HOUR_MS);
  const [row, disabled, calls] = await Promise.all([
    db.org.findUnique({
      where: { id: orgId },
      select: {
        id: true,
        slug: true,
        name: true,
        type: true,
        version: true,
        createdAt: true,
        suspendedAt: true,
        suspendedReason: true,
        plan: { select: { id: true, name: true, retiredAt: true } },
        memberships: {
          select: {
            role: true,
            user: { select: { id: true, name: true, email: true, disabledAt: true } },
          },
          // The enum is declared weakest first.
          orderBy: [{ role: "desc" }, { user: { name: "asc" } }, { userId: "asc" }],
          take: MEMBERS_SHOWN,
        },
        invites: {
          where: { acceptedAt: null, revokedAt: null },
          select: { id: true, email: true, role: true, expiresAt: true },
          orderBy: [{ createdAt: "desc" }, { id: "asc" }],
          take: INVITES_SHOWN,
        },
        _count: { select: { keys: { where: { deletedAt: null } }, memberships: true } },
      },
    }),
    db.key.count({ where: { orgId, deletedAt: null, disabledAt: { not: null } } }),
    db.usageMinute.aggregate({ where: { orgId, minute: { gt: hourAgo } }, _sum: { requests: true } }),
  ]);
  if (row === null) throw new DomainError("not_found");
  await recordLook(ctx, orgId, hourAgo);
  const { plan, memberships, invites, _count, suspendedAt, suspendedReason, createdAt, ...org } = row;
  return {
    ...org,
    createdAt: createdAt.toISOString(),
    suspended: suspendedAt === null ? null : { at: suspendedAt.toISOString(), reason: suspendedReason ?? "" },
    plan: plan === null ? null : { id: plan.id, name: plan.name, isRetired: plan.retiredAt !== null },
    keys: { living: _count.keys, disabled },
    callsLastHour: Number(calls._sum.requests ?? 0),
    members: memberships.map(({ role, user }) => ({
      userId: user.id,
      name: user.name,
      email: user.email,
      role,
      isDisabled: user.disabledAt !== null,
    })),
    membersTotal: _count.memberships,
    invites: invites.map(({ id, expiresAt, ...invite }) => ({
      ...invite,
      inviteId: id,
      expiresAt: expiresAt.toISOString(),
      isOver: expiresAt <= ctx.now,
    })),
  };
}

async function recordLook(ctx: StaffContext, orgId: string, since: Date): Promise<void> {
  const action = "org.viewed_by_staff";
  const seen = await db.auditEntry.findFirst({
    where: { chain: orgId, action, actorId: ctx.actor.id, at: { gt: since } },
    select: { seq: true },
  });
  if (seen !== null) return;
  await withTransaction((tx) =>
    emitAudit(
      tx,
      { ...ctx, org: { id: orgId } },
      { action, targetType: "org", targetId: orgId, after: { staffRole: ctx.staffRole } },
    ),
  );
}
