"use server";

import { NoInput } from "@/lib/accounts/schemas";
import { staffAction } from "@/lib/actions/staff-action";
import { resendInviteAsStaff } from "@/lib/members/resend-invite-as-staff";
import { resolveEscalation, writeNote } from "@/lib/support/notes";
import {
  EscalationRef,
  NoteInput,
  OrgTicketInput,
  ResendInviteInput,
  SearchInput,
  StartLeakInput,
  SwitchKeyInput,
} from "@/lib/support/schemas";
import { searchForSupport } from "@/lib/support/search";
import { endStaffView, startStaffView } from "@/lib/support/staff-view";
import { disableForTicket, enableForTicket, startLeakForTicket } from "@/lib/support/switch-key";

export const searchForSupportAction = staffAction(
  { permission: "support:look_up", input: SearchInput },
  async ({ ctx, input }) => searchForSupport(ctx, input),
);

export const disableForTicketAction = staffAction(
  { permission: "keys:disable", input: SwitchKeyInput },
  async ({ ctx, input }) => {
    await disableForTicket(ctx, input);
    return null;
  },
);

export const enableForTicketAction = staffAction(
  { permission: "keys:disable", input: SwitchKeyInput },
  async ({ ctx, input }) => {
    await enableForTicket(ctx, input);
    return null;
  },
);

export const startLeakForTicketAction = staffAction(
  { permission: "support:act", input: StartLeakInput },
  async ({ ctx, input }) => {
    await startLeakForTicket(ctx, input);
    return null;
  },
);

export const writeNoteAction = staffAction(
  { permission: "support:act", input: NoteInput },
  async ({ ctx, input }) => writeNote(ctx, input),
);

export const resolveEscalationAction = staffAction(
  { permission: "orgs:manage", input: EscalationRef },
  async ({ ctx, input }) => {
    await resolveEscalation(ctx, input);
    return null;
  },
);

export const resendInviteForTicketAction = staffAction(
  { permission: "support:act", input: ResendInviteInput },
  async ({ ctx, input: { orgId, inviteId, ticket } }) => {
    const { isMailed } = await resendInviteAsStaff(ctx, { orgId, inviteId, reason: `Ticket ${ticket}` });
    return { isMailed };
  },
);

export const startStaffViewAction = staffAction(
  { permission: "support:view_as", input: OrgTicketInput },
  async ({ ctx, input }) => startStaffView(ctx, input),
);

export const endStaffViewAction = staffAction(
  { permission: "support:view_as", input: NoInput },
  async ({ ctx }) => {
    await endStaffView(ctx);
    return null;
  },
);
