import type { z } from "zod";
import type { ActionResult } from "@/lib/actions/result";
import type { CommentQpsInput, SayQpsInput, WithdrawQpsInput, WriteQpsInput } from "@/lib/qps/schemas";

type Act<Schema extends z.ZodType, T> = (orgSlug: string, input: z.input<Schema>) => Promise<ActionResult<T>>;

/** What members can do about requests; the page hands in its server actions, and the server decides each again. */
export type RequestActions = {
  draft: Act<typeof WriteQpsInput, { id: string }>;
  submit: Act<typeof WriteQpsInput, { id: string }>;
  answer: Act<typeof SayQpsInput, null>;
  comment: Act<typeof CommentQpsInput, null>;
  withdraw: Act<typeof WithdrawQpsInput, null>;
};
