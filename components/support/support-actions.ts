import type { z } from "zod";
import type { ActionResult } from "@/lib/actions/result";
import type {
  EscalationRef,
  NoteInput,
  OrgTicketInput,
  ResendInviteInput,
  SearchInput,
  StartLeakInput,
  SwitchKeyInput,
} from "@/lib/support/schemas";
import type { Hits } from "@/lib/support/search";
import type { StartedView } from "@/lib/support/staff-view";

type StaffAction<Schema extends z.ZodType, Data = unknown> = (
  input: z.input<Schema>,
) => Promise<ActionResult<Data>>;

/** What the desk's pages ask the server for; they hand in their server actions. */
export type SupportActions = {
  search: StaffAction<typeof SearchInput, Hits>;
  disable: StaffAction<typeof SwitchKeyInput>;
  enable: StaffAction<typeof SwitchKeyInput>;
  startLeak: StaffAction<typeof StartLeakInput>;
  writeNote: StaffAction<typeof NoteInput>;
  resolve: StaffAction<typeof EscalationRef>;
  resendInvite: StaffAction<typeof ResendInviteInput, { isMailed: boolean }>;
  startView: StaffAction<typeof OrgTicketInput, StartedView>;
};
