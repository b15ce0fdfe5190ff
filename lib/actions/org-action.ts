import type { z } from "zod";
import { requireMembership, requireSession } from "@/lib/accounts/resolve";
import { DomainError } from "@/lib/errors/domain-error";
import type { Permission } from "@/lib/members/permissions";
import { type MemberContext, requirePermission } from "@/lib/orgs/context";
import { incoming } from "./incoming";
import type { ActionResult } from "./result";
import { runAction } from "./run-action";

/**
 * A server action inside one organization: own page → session → membership → permission → parse → run.
 *
 * The page calls it with the org's slug from its own route, then the input. A permission held for own keys only
 * passes here; the verb decides whether this key is one. Staff who look at a customer's dashboard can run none.
 */
export function orgAction<Input extends z.ZodObject, T>(
  { permission, input }: { permission: Permission; input: Input },
  run: (args: { ctx: MemberContext; input: z.output<Input> }) => Promise<T>,
): (orgSlug: string, rawInput: z.input<Input>) => Promise<ActionResult<T>> {
  return async (orgSlug, rawInput) =>
    runAction(
      await incoming(),
      {
        authorize: async (ctx, request) => {
          const org = await requireMembership(await requireSession(ctx, request), orgSlug);
          if (org.staffView !== undefined) throw new DomainError("view_only");
          requirePermission(org, permission, true);
          return org;
        },
        input,
        run,
      },
      rawInput,
    );
}
