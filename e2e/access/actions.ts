import { createHash } from "node:crypto";
import { z } from "zod";
import { DEFAULT_QPS_POLICY } from "@/lib/qps/schemas";
import {
  type ActionRow,
  inviteAt,
  keyAt,
  memberAt,
  type Place,
  rotatingAt,
  someAddress,
  tokenAt,
  trashedAt,
  viewsAt,
} from "./action-row";
import { CONSOLE_ACTIONS } from "./console-actions";
import { PRODUCT_ACTIONS } from "./product-actions";
import { qpsDraftAt, qpsPendingAt, qpsPolicyVersion, qpsQuestionAt, wishAt } from "./qps-at";

const ofKey =
  (more: object = {}) =>
  async (place: Place) => ({ keyId: (await keyAt(place)).id, ...more });

const ofRotating =
  (more: object = {}) =>
  async (place: Place) => ({ keyId: (await rotatingAt(place)).id, ...more });

const version = async ({ org }: Place): Promise<number> => {
  const { db } = await import("@/lib/db/client");
  return (await db.org.findUniqueOrThrow({ where: { id: org.id }, select: { version: true } })).version;
};

const TICKET = "SUP-1042";

/** A key of the organization, for the support desk's ticket. */
const ofTicket =
  (more: object = {}) =>
  async (place: Place) => ({ keyId: (await keyAt(place)).id, ticket: TICKET, ...more });

let days = 100;

const OfOne = z.object({
  results: z.tuple([z.union([z.object({ isDone: z.literal(true) }), z.object({ code: z.string() })])]),
});

const PreviewOfOne = z.object({
  keys: z.tuple([z.union([z.object({ outcome: z.literal("change") }), z.object({ code: z.string() })])]),
});

const Siblings = z.object({ keys: z.array(z.unknown()) });

const publicly: ActionRow = { needs: "anyone", isAudited: false };
const signedIn: ActionRow = { needs: "signed in", isAudited: false };

/** Every server action there is, by its name. One that is missing here, or is here and gone, fails the suite. */
export const ACTIONS: Readonly<Record<string, ActionRow>> = {
  signUpAction: publicly,
  requestVerificationAction: publicly,
  requestResetAction: publicly,
  resetPasswordAction: publicly,
  confirmSignInAction: publicly,
  signOutAction: publicly,

  renameAction: { ...signedIn, input: async () => ({ name: "Ada Lovelace" }) },
  changePasswordAction: {
    ...signedIn,
    input: async () => ({ currentPassword: "x".repeat(20), newPassword: "y".repeat(20) }),
  },
  endSessionAction: signedIn,
  endOtherSessionsAction: { ...signedIn, input: async () => ({}) },
  proofMethodAction: { ...signedIn, input: async () => ({}) },
  proveAgainAction: signedIn,
  createOrgAction: signedIn,
  goToProviderAction: { ...signedIn, input: async () => ({ intent: "connect", back: "/account" }) },
  disconnectAction: { ...signedIn, input: async () => ({}) },
  beginSecondFactorAction: { ...signedIn, input: async () => ({}) },
  confirmSecondFactorAction: { ...signedIn, input: async () => ({ code: "123456" }) },
  removeSecondFactorAction: { ...signedIn, input: async () => ({ code: "123456", password: "" }) },
  renewRecoveryCodesAction: { ...signedIn, input: async () => ({ code: "123456" }) },
  markOrgNoticesReadAction: { needs: "keys:read", isAudited: false, input: async () => ({ ids: [] }) },
  setNoticePreferenceAction: {
    needs: "keys:read",
    isAudited: false,
    input: async () => ({ kind: "key.expires_soon", isShown: true, isMailed: false }),
  },
  markNoticesReadAction: { ...signedIn, input: async () => ({ ids: [], until: null }) },
  acceptInviteAction: {
    ...signedIn,
    input: async (place) => ({ by: { kind: "id", inviteId: await inviteAt(place) } }),
  },

  createKeyAction: {
    needs: "keys:create",
    isAudited: true,
    input: async ({ world }) => ({
      name: "Made by the suite",
      products: [{ productId: world.product.id }],
      billingType: "paying",
    }),
  },
  copySecretAction: { needs: "keys:copy", isAudited: true, names: true, input: ofKey() },
  recordIdCopyAction: { needs: "keys:read", isAudited: true, names: true, input: ofKey() },
  deleteKeyAction: { needs: "keys:delete", isAudited: true, names: true, input: ofKey() },
  restoreKeyAction: {
    needs: "keys:delete",
    isAudited: true,
    names: true,
    input: async (place) => ({ keyId: (await trashedAt(place)).id }),
  },
  renameKeyAction: { needs: "keys:edit", isAudited: true, names: true, input: ofKey({ name: "Renamed" }) },
  editKeyAction: { needs: "keys:edit", isAudited: true, names: true, input: ofKey({ note: "Noted." }) },
  disableKeyAction: { needs: "keys:disable", isAudited: true, names: true, input: ofKey() },
  enableKeyAction: {
    needs: "keys:disable",
    isAudited: true,
    names: true,
    input: async (place) => ({ keyId: (await keyAt(place, "disabled")).id }),
  },
  rotateKeyAction: {
    needs: "keys:rotate",
    isAudited: true,
    names: true,
    input: ofKey({ overlapSeconds: 3600 }),
  },
  finishRotationAction: { needs: "keys:rotate", isAudited: true, names: true, input: ofRotating() },
  extendRotationAction: {
    needs: "keys:rotate",
    isAudited: true,
    names: true,
    input: ofRotating({ overlapSeconds: 7200 }),
  },
  cancelRotationAction: { needs: "keys:rotate", isAudited: true, names: true, input: ofRotating() },
  mintTestTokenAction: {
    needs: "keys:copy",
    isAudited: true,
    names: true,
    input: async (place) => ({
      keyId: (await keyAt(place)).id,
      scope: [`${place.world.product.slug}:read`],
    }),
  },

  findLeaksAction: {
    needs: "keys:read",
    isAudited: false,
    names: true,
    input: async (place) => {
      const { id, plaintext } = await keyAt(place);
      return { digests: [createHash("sha256").update(plaintext).digest("hex")], keyIds: [id] };
    },
  },
  respondToLeakAction: {
    needs: "leaks:report",
    isAudited: true,
    names: true,
    input: ofKey({ response: "note", note: "Seen in a public repository." }),
  },
  findSiblingsAction: {
    needs: "keys:read",
    isAudited: false,
    names: true,
    input: async (place) => ({ keyIds: [(await keyAt(place)).id] }),
    verdictOf: (data) => (Siblings.parse(data).keys.length === 0 ? "not_found" : "ok"),
  },

  matchingKeysAction: { needs: "keys:read", isAudited: false, input: async () => ({}) },
  previewBulkAction: {
    needs: "keys:disable",
    isAudited: false,
    names: true,
    input: async (place) => ({
      keyIds: [(await keyAt(place)).id],
      operation: { verb: "disable", reason: "Not in use." },
    }),
    verdictOf: (data) => {
      const [first] = PreviewOfOne.parse(data).keys;
      return "code" in first ? first.code : "ok";
    },
  },
  runBulkAction: {
    needs: "keys:disable",
    isAudited: true,
    names: true,
    input: async (place) => ({
      keys: [{ keyId: (await keyAt(place)).id, version: 1 }],
      operation: { verb: "disable", reason: "Not in use." },
    }),
    verdictOf: (data) => {
      const [first] = OfOne.parse(data).results;
      return "code" in first ? first.code : "ok";
    },
  },

  undoBulkAction: {
    needs: "keys:disable",
    isAudited: true,
    names: true,
    input: async (place) => ({
      undo: { verb: "disable", keys: [{ keyId: (await keyAt(place, "disabled")).id, version: 1 }] },
    }),
    verdictOf: (data) => {
      const [first] = OfOne.parse(data).results;
      return "code" in first ? first.code : "ok";
    },
  },

  draftRequestAction: { needs: "qps:draft", isAudited: true, names: true, input: wishAt },
  submitRequestAction: { needs: "qps:submit", isAudited: true, names: true, input: wishAt },
  answerRequestAction: {
    needs: "qps:submit",
    isAudited: true,
    names: true,
    input: async (place) => ({ requestId: await qpsQuestionAt(place), body: "For the fair." }),
  },
  commentRequestAction: {
    needs: "qps:submit",
    isAudited: true,
    names: true,
    input: async (place) => ({ requestId: await qpsPendingAt(place), body: "It begins on Monday." }),
  },
  withdrawRequestAction: {
    needs: "qps:draft",
    isAudited: true,
    names: true,
    input: async (place) => ({ requestId: await qpsDraftAt(place) }),
  },
  approveRequestAction: {
    staff: "qps:decide",
    isAudited: true,
    input: async (place) => ({ requestId: await qpsPendingAt(place), qps: 25 }),
  },
  rejectRequestAction: {
    staff: "qps:decide",
    isAudited: true,
    input: async (place) => ({ requestId: await qpsPendingAt(place), reason: "Not now." }),
  },
  askAboutRequestAction: {
    staff: "qps:comment",
    isAudited: true,
    input: async (place) => ({ requestId: await qpsPendingAt(place), body: "What is it for?" }),
  },
  commentOnRequestAction: {
    staff: "qps:comment",
    isAudited: true,
    input: async (place) => ({ requestId: await qpsPendingAt(place), body: "We look into it." }),
  },
  changeQpsPolicyAction: {
    staff: "settings:manage",
    isAudited: true,
    input: async () => ({ policy: DEFAULT_QPS_POLICY, version: await qpsPolicyVersion() }),
  },

  previewPoliciesAction: { needs: "policies:edit", isAudited: false, input: async () => ({ maxKeys: 10 }) },
  changePoliciesAction: {
    needs: "policies:edit",
    isAudited: true,
    input: async (place) => ({ version: await version(place), rotateEveryDays: ++days }),
  },

  createTokenAction: {
    needs: "tokens:manage",
    isAudited: true,
    input: async () => ({ name: "Deploys", scopes: ["keys:read"] }),
  },
  revokeTokenAction: {
    needs: "tokens:manage",
    isAudited: true,
    names: true,
    input: async (place) => ({ tokenId: await tokenAt(place) }),
  },

  inviteMemberAction: {
    needs: "members:edit",
    isAudited: true,
    input: async () => ({ email: someAddress(), role: "viewer" }),
  },
  resendInviteAction: {
    needs: "members:edit",
    isAudited: true,
    names: true,
    input: async (place) => ({ inviteId: await inviteAt(place) }),
  },
  revokeInviteAction: {
    needs: "members:edit",
    isAudited: true,
    names: true,
    input: async (place) => ({ inviteId: await inviteAt(place) }),
  },
  changeRoleAction: {
    needs: "members:edit",
    isAudited: true,
    names: true,
    input: async (place) => ({ userId: (await memberAt(place)).id, from: "developer", to: "viewer" }),
  },
  previewRemovalAction: {
    needs: "members:edit",
    isAudited: false,
    names: true,
    input: async (place) => ({ userId: (await memberAt(place)).id }),
  },
  removeMemberAction: {
    needs: "members:edit",
    isAudited: true,
    names: true,
    input: async (place) => ({
      userId: (await memberAt(place)).id,
      keys: { do: "transfer", toUserId: place.world.colleague.id },
    }),
  },
  leaveOrgAction: {
    needs: "members:read",
    isAudited: true,
    endsMembership: true,
    input: async ({ world }) => ({ keys: { do: "transfer", toUserId: world.colleague.id } }),
  },

  ...CONSOLE_ACTIONS,
  ...PRODUCT_ACTIONS,

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
  sealAgainAction: {
    staff: "settings:manage",
    isAudited: true,
    input: async () => {
      const { db } = await import("@/lib/db/client");
      await db.materialRun.deleteMany();
      return { ring: "edge" };
    },
  },
  rotateSigningKeyAction: {
    staff: "settings:manage",
    isAudited: true,
    input: async () => {
      const { db } = await import("@/lib/db/client");
      // Those of a rotation a moment ago would stand in the way.
      await db.tokenKey.deleteMany();
      return { endsAll: false, reason: "" };
    },
  },
};
