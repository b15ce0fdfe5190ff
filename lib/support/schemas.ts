import { z } from "zod";
import { findSecrets } from "@/lib/edge/secret-format";
import { KeyRef, Reason } from "@/lib/keys/schemas";
import { isId } from "@/lib/std/id";
import { RequestId } from "@/lib/usage/request-schemas";

/** How many secrets, keys or calls one search takes. */
export const SEARCH_MAX = 20;
/** Longest text a search takes. */
export const SEARCH_TEXT_MAX = 100;
/** Minutes for which a member of staff sees a customer's dashboard, then it ends by itself. */
export const VIEW_MINUTES = 30;
const NOTE_MAX = 4000;

/** Begins like a secret and goes on for longer than the preview of one. */
const LIKE_A_SECRET = /kw_[0-9A-Za-z]{9,}/;

/** The customer's ticket that a look-up is for; it stands in the customer's audit log. */
export const Ticket = z
  .string()
  .trim()
  .min(1, "Enter the ticket's reference.")
  .max(40, "Use at most 40 characters.")
  .regex(/^[A-Za-z0-9][A-Za-z0-9.#/-]*$/, "Use letters, digits and . # / - as in SUP-1042.");

const Digest = z.string().regex(/^[0-9a-f]{64}$/, "This is not a SHA-256 digest.");
const OrgId = z.string().refine((id) => isId("org", id), "This is not an organization.");
const End = z.string().regex(/^[0-9A-Za-z]{0,4}$/, "Use at most four letters or digits.");

/** What is looked for. A secret never is: only its SHA-256, or its first and last four characters. */
export const SupportQuery = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("secrets"), digests: z.array(Digest).min(1).max(SEARCH_MAX) }),
  z.strictObject({ kind: z.literal("keys"), keyIds: z.array(KeyRef.shape.keyId).min(1).max(SEARCH_MAX) }),
  z.strictObject({ kind: z.literal("calls"), requestIds: z.array(RequestId).min(1).max(SEARCH_MAX) }),
  z.strictObject({ kind: z.literal("org"), orgId: OrgId }),
  z.strictObject({ kind: z.literal("email"), email: z.email("This is no e-mail address.").max(254) }),
  z
    .strictObject({ kind: z.literal("ends"), head: End, tail: End })
    .refine(({ head, tail }) => head.length + tail.length >= 3, {
      error: "Enter at least three of the first and last four characters.",
      path: ["head"],
    }),
  z.strictObject({
    kind: z.literal("text"),
    text: z
      .string()
      .trim()
      .min(2, "Enter at least two characters.")
      .max(SEARCH_TEXT_MAX, `Use at most ${SEARCH_TEXT_MAX} characters.`)
      .refine((text) => findSecrets(text).length === 0 && !LIKE_A_SECRET.test(text), "This holds a secret."),
  }),
]);
export type SupportQuery = z.output<typeof SupportQuery>;

/** A search at the support desk. */
export const SearchInput = z.strictObject({ ticket: Ticket, query: SupportQuery });
export type SearchInput = z.output<typeof SearchInput>;

/** Names a customer for a ticket. */
export const OrgTicketInput = z.strictObject({ orgId: OrgId, ticket: Ticket });
export type OrgTicketInput = z.output<typeof OrgTicketInput>;

/** Names a key for a ticket. */
export const KeyTicketInput = KeyRef.extend({ ticket: Ticket });
export type KeyTicketInput = z.output<typeof KeyTicketInput>;

/** Names a call for a ticket. */
export const CallTicketInput = z.strictObject({ requestId: RequestId, ticket: Ticket });
export type CallTicketInput = z.output<typeof CallTicketInput>;

/** What disabling or enabling a customer's key for a ticket takes. */
export const SwitchKeyInput = KeyTicketInput.extend({
  reason: Reason.min(1, "Give a reason. The customer sees it."),
});
export type SwitchKeyInput = z.output<typeof SwitchKeyInput>;

/** What beginning a leak procedure takes. */
export const StartLeakInput = KeyTicketInput.extend({
  note: Reason.min(1, "Say where it was seen. The customer reads it."),
  /** Every call is refused from now on, until staff enables the key again. */
  isDisabled: z.boolean().default(false),
});
export type StartLeakInput = z.output<typeof StartLeakInput>;

/** What writing a note about a customer, or one of its keys, takes. */
export const NoteInput = OrgTicketInput.extend({
  keyId: KeyRef.shape.keyId.nullable().default(null),
  body: z
    .string()
    .trim()
    .min(1, "Write something.")
    .max(NOTE_MAX, `Use at most ${NOTE_MAX} characters.`)
    .refine((text) => !/[^\P{Cc}\n\r\t]|\p{Cs}/u.test(text), "Remove control characters."),
  /** Operators are told, and it stays open until one of them has dealt with it. */
  isEscalation: z.boolean().default(false),
});
export type NoteInput = z.output<typeof NoteInput>;

/** Names an escalation. */
export const EscalationRef = z.strictObject({
  noteId: z.string().refine((id) => isId("supportNote", id), "This is no note."),
});
export type EscalationRef = z.output<typeof EscalationRef>;

/** What sending an invitation again takes. */
export const ResendInviteInput = OrgTicketInput.extend({
  inviteId: z.string().refine((id) => isId("invite", id), "This is no invitation."),
});
export type ResendInviteInput = z.output<typeof ResendInviteInput>;
