import type { z } from "zod";
import type { RequestContext } from "@/lib/orgs/context";
import { incoming } from "./incoming";
import type { ActionInput, ActionResult } from "./result";
import { runAction } from "./run-action";

/** A server action anybody may call: own page → parse → run. Sign-up and the like. */
export function publicAction<Input extends z.ZodObject, T>(
  { input }: { input: Input },
  run: (args: { ctx: RequestContext; input: z.output<Input> }) => Promise<T>,
): (...input: ActionInput<z.input<Input>>) => Promise<ActionResult<T>> {
  return async (...[rawInput]) =>
    runAction(await incoming(), { authorize: async (ctx) => ctx, input, run }, rawInput ?? {});
}
