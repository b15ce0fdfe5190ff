import { db } from "@/lib/db/client";
import type { Role, StaffRole } from "@/lib/members/permissions";
import type { MemberContext, RequestContext, StaffContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { NOW } from "./clock";
import { makeMember, makeStaff, type TestOrg, type TestUser } from "./factories";

/** A request from nowhere in particular, at `NOW`. */
export function requestCtx(): RequestContext {
  return { requestId: newId("request"), ip: "192.0.2.7", userAgent: "test", now: NOW };
}

/** A new member of `org` with that role, about to do something; or an existing member, given as `user`. */
export async function memberCtx(org: TestOrg, role: Role, user?: TestUser): Promise<MemberContext> {
  const member = user ?? (await makeMember(org, role));
  return { ...requestCtx(), actor: { type: "user", ...member }, role, org };
}

export const ownerCtx = (org: TestOrg): Promise<MemberContext> => memberCtx(org, "owner");
export const adminCtx = (org: TestOrg): Promise<MemberContext> => memberCtx(org, "admin");
export const developerCtx = (org: TestOrg): Promise<MemberContext> => memberCtx(org, "developer");
export const viewerCtx = (org: TestOrg): Promise<MemberContext> => memberCtx(org, "viewer");

/** One of the provider's people, about to do something. */
export async function staffCtx(staffRole: StaffRole = "operator", user?: TestUser): Promise<StaffContext> {
  return { ...requestCtx(), actor: { type: "user", ...(user ?? (await makeStaff(staffRole))) }, staffRole };
}

/** An operator with a session that was opened at this moment: just now, unless said otherwise. */
export async function operatorCtx(createdAt = NOW): Promise<StaffContext> {
  const ctx = await staffCtx();
  const session = await db.session.create({
    data: {
      id: newId("session"),
      userId: ctx.actor.id,
      createdAt,
      lastSeenAt: createdAt,
      expiresAt: new Date(NOW.getTime() + 86_400_000),
      ip: "192.0.2.7",
      userAgent: "test",
    },
    select: { id: true },
  });
  return { ...ctx, sessionId: session.id };
}
