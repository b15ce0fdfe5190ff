import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { incoming } from "@/lib/actions/incoming";
import { requestContext } from "@/lib/actions/request-context";
import { isDomainError } from "@/lib/errors/domain-error";
import { type StaffPermission, staffCan } from "@/lib/members/permissions";
import type { MemberContext, StaffContext } from "@/lib/orgs/context";
import { findOrgContext } from "@/lib/orgs/find-context";
import { listMyOrgs as listOrgsOf, type MyOrg } from "@/lib/orgs/list-mine";
import { findSession, findSessionId, requireStaffMember, type SignedInContext } from "./resolve";
import { signInPath } from "./safe-path";
import { findPendingSession, type PendingSession } from "./second-factor/pending-session";

/** Written by `proxy.ts` after it removed any inbound copy: path and query of the page being answered. */
const PATH_HEADER = "x-keyward-path";

/** Who is asking for this page; null when nobody is signed in. Read once per request. */
export const currentUser = cache(async (): Promise<SignedInContext | null> => {
  const request = await incoming();
  return findSession(requestContext(request, new Date()), request);
});

/** The sign-in of this browser that waits for a code of the second factor, if one does. */
export async function pendingSignIn(): Promise<PendingSession | null> {
  const sessionId = await findSessionId(await incoming());
  return sessionId === null ? null : findPendingSession(sessionId, new Date());
}

/** Who is asking for this page. Sends everybody else to sign in, and back here afterwards. */
export async function requireUser(): Promise<SignedInContext> {
  const user = await currentUser();
  if (user !== null) return user;
  const request = await incoming();
  redirect(signInPath(request.header(PATH_HEADER)));
}

/**
 * The member asking for a page of this org. Strangers and unknown slugs get the same 404; a member who still needs a
 * second factor is led to setting one up.
 */
export const requireOrg = cache(async (slug: string): Promise<MemberContext> => {
  const context = await findOrgContext(await requireUser(), slug).catch((error: unknown) => {
    if (!isDomainError(error) || error.code !== "second_factor_required") throw error;
    redirect(`/account/second-factor?${new URLSearchParams({ org: slug })}`);
  });
  if (context === null) notFound();
  return context;
});

/**
 * The member of the provider's staff asking for a page. Everybody else gets a 404, and so does staff whose role does not hold
 * `permission`; staff without a second factor are led to setting one up.
 */
export const requireStaffPage = cache(async (permission?: StaffPermission): Promise<StaffContext> => {
  const ctx = await requireStaffMember(await requireUser()).catch((error: unknown) => {
    if (isDomainError(error) && error.code === "second_factor_required")
      redirect("/account/second-factor?staff=1");
    if (isDomainError(error) && error.code === "not_found") notFound();
    throw error;
  });
  if (permission !== undefined && !staffCan(ctx.staffRole, permission)) notFound();
  return ctx;
});

/** The organizations of whoever is asking, by name. */
export const listMyOrgs = cache(async (): Promise<MyOrg[]> => listOrgsOf(await requireUser()));
