import type { ActionRow } from "./action-row";
import { inviteAt } from "./action-row";

const publicly: ActionRow = { needs: "anyone", isAudited: false };
const signedIn: ActionRow = { needs: "signed in", isAudited: false };

/** What anyone does to get in, and what a person does with their own account. */
export const ACCOUNT_ACTIONS: Readonly<Record<string, ActionRow>> = {
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
  markNoticesReadAction: { ...signedIn, input: async () => ({ ids: [], until: null }) },
  acceptInviteAction: {
    ...signedIn,
    input: async (place) => ({ by: { kind: "id", inviteId: await inviteAt(place) } }),
  },
};
