import { type ActionRow, inviteAt, keyAt, ofKey, type Place, viewsAt } from "./action-row";

const TICKET = "SUP-1042";

/** A key of the organization, for the support desk's ticket. */
const ofTicket =
  (more: object = {}) =>
  async (place: Place) => ({ keyId: (await keyAt(place)).id, ticket: TICKET, ...more });

/** What the support desk does for a ticket, and what a member writes to it. */
export const SUPPORT_ACTIONS: Readonly<Record<string, ActionRow>> = {
  composeMessageAction: { needs: "keys:read", isAudited: false, names: true, input: ofKey() },
  searchForSupportAction: {
    staff: "support:look_up",
    isAudited: true,
    input: async (place) => ({
      ticket: TICKET,
      query: { kind: "keys", keyIds: [(await keyAt(place)).id] },
    }),
  },
  disableForTicketAction: {
    staff: "keys:disable",
    isAudited: true,
    input: ofTicket({ reason: "Unusual traffic." }),
  },
  enableForTicketAction: {
    staff: "keys:disable",
    isAudited: true,
    input: async (place) => {
      const { db } = await import("@/lib/db/client");
      const input = await ofTicket({ reason: "The traffic is usual again." })(place);
      await db.key.update({
        where: { id: input.keyId },
        data: { disabledAt: new Date(), disabledBy: "staff", disabledReason: "Unusual traffic." },
        select: { id: true },
      });
      return input;
    },
  },
  startLeakForTicketAction: {
    staff: "support:act",
    isAudited: true,
    input: ofTicket({ note: "In a public repository.", isDisabled: true }),
  },
  writeNoteAction: {
    staff: "support:act",
    isAudited: true,
    input: async ({ org }) => ({ orgId: org.id, ticket: TICKET, body: "Asked back.", isEscalation: true }),
  },
  resolveEscalationAction: {
    staff: "orgs:manage",
    isAudited: true,
    input: async ({ org, by }) => {
      const { db } = await import("@/lib/db/client");
      const { newId } = await import("@/lib/std/id");
      const note = { ticket: TICKET, body: "Please decide.", isEscalation: true };
      const data = { ...note, id: newId("supportNote"), orgId: org.id, authorId: by.id };
      return { noteId: (await db.supportNote.create({ data, select: { id: true } })).id };
    },
  },
  resendInviteForTicketAction: {
    staff: "support:act",
    isAudited: true,
    input: async (place) => ({ orgId: place.org.id, ticket: TICKET, inviteId: await inviteAt(place) }),
  },
  startStaffViewAction: {
    staff: "support:view_as",
    isAudited: true,
    input: async ({ org }) => ({ orgId: org.id, ticket: TICKET }),
  },
  endStaffViewAction: {
    staff: "support:view_as",
    isAudited: true,
    input: async (place) => {
      await viewsAt(place);
      return {};
    },
  },
  markStaffNoticesReadAction: { staff: "orgs:read", isAudited: false, input: async () => ({ ids: [] }) },
  setStaffNoticePreferenceAction: {
    staff: "orgs:read",
    isAudited: false,
    input: async () => ({ kind: "support.escalated", isShown: true, isMailed: false }),
  },
};
