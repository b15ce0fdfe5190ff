import type { z } from "zod";
import type { ActionResult } from "@/lib/actions/result";
import type {
  ApproveQpsInput,
  ChangeQpsPolicyInput,
  CommentQpsInput,
  EndQpsGrantInput,
  RejectQpsInput,
  SayQpsInput,
} from "@/lib/qps/schemas";

type Act<Schema extends z.ZodType, T> = (input: z.input<Schema>) => Promise<ActionResult<T>>;

/** What staff can do about requests; the page hands in its server actions, and the server decides each again. */
export type ReviewActions = {
  approve: Act<typeof ApproveQpsInput, { isDecided: boolean }>;
  reject: Act<typeof RejectQpsInput, null>;
  ask: Act<typeof SayQpsInput, null>;
  endGrant: Act<typeof EndQpsGrantInput, null>;
  comment: Act<typeof CommentQpsInput, null>;
};

export type ChangePolicy = Act<typeof ChangeQpsPolicyInput, { version: number }>;
