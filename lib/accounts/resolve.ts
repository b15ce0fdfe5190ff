import type { Incoming } from "@/lib/actions/incoming";
import type { StaffRole } from "@/lib/db/generated/enums";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors/domain-error";
import type { MemberContext, RequestContext, StaffContext, UserContext } from "@/lib/orgs/context";
import { findOrgContext } from "@/lib/orgs/find-context";
import { findLiveSession } from "./live-session";
import { hasSecondFactor } from "./second-factor/has";
import { readSessionCookie, sessionCookieName } from "./session-cookie";

/** A signed-in person, with the role they hold for the provider, if any. */
export type SignedInContext = UserContext & { staffRole: StaffRole | null };

/** The session ID this browser carries; says nothing about whether that session lives. */
export async function findSessionId(request: Incoming): Promise<string | null> {
  const { PUBLIC_URL, NEXTAUTH_SECRET } = env();
  return readSessionCookie(request.cookie(sessionCookieName(PUBLIC_URL)), NEXTAUTH_SECRET);
}

/** Who made this request; null when nobody is signed in or the session is over. */
export async function findSession(ctx: RequestContext, request: Incoming): Promise<SignedInContext | null> {
  const sessionId = await findSessionId(request);
  const session = sessionId === null ? null : await findLiveSession(sessionId, ctx.now);
  if (session === null) return null;
  const { staffRole, ...person } = session.user;
  return { ...ctx, actor: { type: "user", ...person }, sessionId: session.id, staffRole };
}

/** @throws {DomainError} `not_signed_in`. */
export async function requireSession(ctx: RequestContext, request: Incoming): Promise<SignedInContext> {
  const session = await findSession(ctx, request);
  if (session === null) throw new DomainError("not_signed_in");
  return session;
}

/**
 * The person acting inside the org with this slug.
 * @throws {DomainError} `not_found`, the same for an unknown org and for one they do not belong to; `second_factor_required`.
 */
export async function requireMembership(ctx: UserContext, orgSlug: string): Promise<MemberContext> {
  const context = await findOrgContext(ctx, orgSlug);
  if (context === null) throw new DomainError("not_found");
  return context;
}

/**
 * The signed-in person as a member of the provider's staff, whose things a customer does not even know of.
 * @throws {DomainError} `not_found` for everybody else; `second_factor_required` for staff without one.
 */
export async function requireStaffMember(ctx: SignedInContext): Promise<StaffContext> {
  const { staffRole, requestId, ip, userAgent, now, actor, sessionId } = ctx;
  if (staffRole === null) throw new DomainError("not_found");
  if (!(await hasSecondFactor(actor.id))) throw new DomainError("second_factor_required");
  return { requestId, ip, userAgent, now, actor, sessionId, staffRole };
}
