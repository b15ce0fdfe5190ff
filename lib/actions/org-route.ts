import { requireMembership } from "@/lib/accounts/resolve";
import type { Permission } from "@/lib/members/permissions";
import { type MemberContext, requirePermission } from "@/lib/orgs/context";
import { runRoute } from "./run-route";

/**
 * A GET handler inside one organization, for what a page polls: session → membership → permission → read.
 *
 * Answers as `runRoute` does. The folder of the handler carries the slug as `[org]`.
 */
export function orgRoute<T, Params extends { org: string }>(
  { permission }: { permission: Permission },
  read: (args: { ctx: MemberContext; params: Params; search: URLSearchParams }) => Promise<T>,
): (request: Request, segment: { params: Promise<Params> }) => Promise<Response> {
  return (request, segment) =>
    runRoute(async (person) => {
      const params = await segment.params;
      const ctx = await requireMembership(person, params.org);
      requirePermission(ctx, permission, true);
      return read({ ctx, params, search: new URL(request.url).searchParams });
    });
}
