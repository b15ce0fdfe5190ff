import type { z } from "zod";
import type { SignedInContext } from "@/lib/accounts/resolve";
import { requireSession } from "@/lib/accounts/resolve";
import { incoming } from "./incoming";
import type { ActionInput, ActionResult } from "./result";
import { runAction } from "./run-action";

/** A server action for anybody signed in: own page → session → parse → run. */
export function userAction<Input extends z.ZodObject, T>(
  { input }: { input: Input },
  run: (args: { ctx: SignedInContext; input: z.output<Input> }) => Promise<T>,
): (...input: ActionInput<z.input<Input>>) => Promise<ActionResult<T>> {
  return async (...[rawInput]) =>
    runAction(await incoming(), { authorize: requireSession, input, run }, rawInput ?? {});
}
