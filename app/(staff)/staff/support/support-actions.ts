import type { SupportActions } from "@/components/support/support-actions";
import {
  disableForTicketAction,
  enableForTicketAction,
  resendInviteForTicketAction,
  resolveEscalationAction,
  searchForSupportAction,
  startLeakForTicketAction,
  startStaffViewAction,
  writeNoteAction,
} from "./actions";

/** The desk's server actions, for its components. */
export const SUPPORT_ACTIONS: SupportActions = {
  search: searchForSupportAction,
  disable: disableForTicketAction,
  enable: enableForTicketAction,
  startLeak: startLeakForTicketAction,
  writeNote: writeNoteAction,
  resolve: resolveEscalationAction,
  resendInvite: resendInviteForTicketAction,
  startView: startStaffViewAction,
};
