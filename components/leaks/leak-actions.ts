import type { ActionResult } from "@/lib/actions/result";
import type { FoundLeaks } from "@/lib/leaks/find";
import type { Responded } from "@/lib/leaks/respond";
import type { FindLeaksInput, RespondInput, SiblingsInput } from "@/lib/leaks/schemas";
import type { Siblings } from "@/lib/leaks/siblings";

type LeakAction<Input, Data> = (orgSlug: string, input: Input) => Promise<ActionResult<Data>>;

/** What the wizard asks the server for; the page hands in its server actions. */
export type LeakActions = {
  find: LeakAction<FindLeaksInput, FoundLeaks>;
  respond: LeakAction<RespondInput, Responded>;
  siblings: LeakAction<SiblingsInput, Siblings>;
};
