import { unstable_rethrow } from "next/navigation";
import { requireMembership, requireSession } from "@/lib/accounts/resolve";
import { ERROR_CODES } from "@/lib/errors/codes";
import type { Permission } from "@/lib/members/permissions";
import { type MemberContext, requirePermission } from "@/lib/orgs/context";
import { incoming } from "./incoming";
import { requestContext } from "./request-context";
import { toActionError } from "./run-action";

/**
 * A GET handler inside one organization, for what a page polls: session → membership → permission → read.
 *
 * Answers the data as JSON, or an `ActionError` as JSON under the code's status. Never cached by anybody.
 * The folder of the handler carries the slug as `[org]`.
 */
export function orgRoute<T, Params extends { org: string }>(
  { permission }: { permission: Permission },
  read: (args: { ctx: MemberContext; params: Params; search: URLSearchParams }) => Promise<T>,
): (request: Request, segment: { params: Promise<Params> }) => Promise<Response> {
  return async (request, segment) => {
    const parts = await incoming();
    const base = requestContext(parts, new Date());
    try {
      const params = await segment.params;
      const ctx = await requireMembership(await requireSession(base, parts), params.org);
      requirePermission(ctx, permission, true);
      return answer(200, await read({ ctx, params, search: new URL(request.url).searchParams }));
    } catch (error) {
      unstable_rethrow(error);
      const failure = toActionError(error, base.requestId);
      return answer(ERROR_CODES[failure.code].status, failure);
    }
  };
}

function answer(status: number, body: unknown): Response {
  return Response.json(body, { status, headers: { "cache-control": "private, no-store" } });
}
