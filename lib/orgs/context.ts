import { DomainError } from "@/lib/errors/domain-error";
import {
  can,
  type Permission,
  type Role,
  type StaffPermission,
  type StaffRole,
  staffCan,
} from "@/lib/members/permissions";

/** Where a request came from: goes into every audit row. */
export type RequestContext = {
  requestId: string;
  ip: string;
  userAgent: string;
  now: Date;
};

export type UserActor = { type: "user"; id: string; name: string; email: string };
/** The product itself: seeds, sweeps, jobs. */
export type SystemActor = { type: "system"; id: string };
export type Actor = UserActor | SystemActor;

/** A signed-in person (no organization chosen yet). */
export type UserContext = RequestContext & { actor: UserActor; sessionId: string };

/** A member acting inside one organization. Every verb takes it first. */
export type OrgContext = RequestContext & {
  actor: UserActor;
  role: Role;
  org: { id: string; slug: string; name: string; type: "enterprise" | "self_serve" };
};

/** A member of the provider's staff, acting on a customer's things. Belongs to no organization. */
export type StaffContext = RequestContext & { actor: UserActor; staffRole: StaffRole };

/**
 * First line of every verb that changes or reads an org's things.
 * @throws {DomainError} `forbidden` when the role does not hold the permission.
 */
export function requirePermission(ctx: OrgContext, permission: Permission, isOwn = false): void {
  if (!can(ctx.role, permission, isOwn)) throw new DomainError("forbidden");
}

/**
 * First line of every verb of the provider's staff.
 * @throws {DomainError} `forbidden`.
 */
export function requireStaff(ctx: StaffContext, permission: StaffPermission): void {
  if (!staffCan(ctx.staffRole, permission)) throw new DomainError("forbidden");
}
