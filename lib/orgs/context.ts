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
/** A program, acting through the management API with a token of the organization. */
export type TokenActor = {
  type: "token";
  id: string;
  name: string;
  /** Who made the token: what it creates is theirs, and it may do to their keys what they may do to their own. */
  createdById: string;
  /** What its scopes allow; its creator's role has to allow it as well. */
  permissions: readonly Permission[];
};
/** The product itself: seeds, sweeps, jobs. */
export type SystemActor = { type: "system"; id: string };
export type Actor = UserActor | TokenActor | SystemActor;

/** A signed-in person (no organization chosen yet). */
export type UserContext = RequestContext & { actor: UserActor; sessionId: string };

/** A member, or a program, acting inside one organization. Every verb takes it first. */
export type OrgContext = RequestContext & {
  actor: UserActor | TokenActor;
  /** The member's role; for a program, the role that whoever made its token has now. */
  role: Role;
  org: { id: string; slug: string; name: string; type: "enterprise" | "self_serve" };
  /** The member's session; a program has none. */
  sessionId?: string;
  /** Set where a member of staff looks with a viewer's eyes and belongs to no one here; then no action runs. ISO 8601. */
  staffView?: { ticket: string; expiresAt: string };
};

/** A member in a browser: what pages and their actions know. */
export type MemberContext = OrgContext & { actor: UserActor };

/** A member of the provider's staff, acting on a customer's things. Belongs to no organization. */
export type StaffContext = RequestContext & { actor: UserActor; staffRole: StaffRole; sessionId?: string };

/** The person whose keys are the actor's own: the member, or whoever made the program's token. */
export function responsibleId({ actor }: Pick<OrgContext, "actor">): string {
  return actor.type === "token" ? actor.createdById : actor.id;
}

/**
 * First line of every verb that changes or reads an org's things.
 * @throws {DomainError} `insufficient_scope` when the token may not do this; `forbidden` when the role does not hold the
 * permission.
 */
export function requirePermission(ctx: OrgContext, permission: Permission, isOwn = false): void {
  if (ctx.actor.type === "token" && !ctx.actor.permissions.includes(permission)) {
    throw new DomainError("insufficient_scope");
  }
  if (!can(ctx.role, permission, isOwn)) throw new DomainError("forbidden");
}

/**
 * First line of every verb of the provider's staff.
 * @throws {DomainError} `forbidden`.
 */
export function requireStaff(ctx: StaffContext, permission: StaffPermission): void {
  if (!staffCan(ctx.staffRole, permission)) throw new DomainError("forbidden");
}
