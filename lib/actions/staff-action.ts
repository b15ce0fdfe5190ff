import type { z } from "zod";
import { requireSession, requireStaffMember } from "@/lib/accounts/resolve";
import type { StaffPermission } from "@/lib/members/permissions";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { incoming } from "./incoming";
import type { ActionResult } from "./result";
import { runAction } from "./run-action";

/** A server action of the provider's staff: own page → session → staff with a second factor → permission → parse → run. */
export function staffAction<Input extends z.ZodObject, T>(
  { permission, input }: { permission: StaffPermission; input: Input },
  run: (args: { ctx: StaffContext; input: z.output<Input> }) => Promise<T>,
): (rawInput: z.input<Input>) => Promise<ActionResult<T>> {
  return async (rawInput) =>
    runAction(
      await incoming(),
      {
        authorize: async (ctx, request) => {
          const staff = await requireStaffMember(await requireSession(ctx, request));
          requireStaff(staff, permission);
          return staff;
        },
        input,
        run,
      },
      rawInput,
    );
}
