import { requireStaffMember } from "@/lib/accounts/resolve";
import type { StaffPermission } from "@/lib/members/permissions";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { runRoute } from "./run-route";

/**
 * A GET handler for the provider's staff, for what a page polls: session → staff with a second factor → permission → read.
 *
 * Answers as `runRoute` does.
 */
export function staffRoute<T, Params extends object>(
  { permission }: { permission: StaffPermission },
  read: (args: { ctx: StaffContext; params: Params; search: URLSearchParams }) => Promise<T>,
): (request: Request, segment: { params: Promise<Params> }) => Promise<Response> {
  return (request, segment) =>
    runRoute(async (person) => {
      const ctx = await requireStaffMember(person);
      requireStaff(ctx, permission);
      return read({ ctx, params: await segment.params, search: new URL(request.url).searchParams });
    });
}
