import { type ActionRow, inviteAt, memberAt, type Place, someAddress, tokenAt } from "./action-row";

const version = async ({ org }: Place): Promise<number> => {
  const { db } = await import("@/lib/db/client");
  return (await db.org.findUniqueOrThrow({ where: { id: org.id }, select: { version: true } })).version;
};

let days = 100;

/** What members do to their organization: its notices, policies, management tokens and members. */
export const ORG_ACTIONS: Readonly<Record<string, ActionRow>> = {
  markOrgNoticesReadAction: { needs: "keys:read", isAudited: false, input: async () => ({ ids: [] }) },
  setNoticePreferenceAction: {
    needs: "keys:read",
    isAudited: false,
    input: async () => ({ kind: "key.expires_soon", isShown: true, isMailed: false }),
  },
  setDailyMailAction: { needs: "keys:read", isAudited: false, input: async () => ({ isDaily: true }) },

  previewPoliciesAction: { needs: "policies:edit", isAudited: false, input: async () => ({ maxKeys: 10 }) },
  changePoliciesAction: {
    needs: "policies:edit",
    isAudited: true,
    input: async (place) => ({ version: await version(place), rotateEveryDays: ++days }),
  },

  setBudgetAction: {
    needs: "policies:edit",
    isAudited: true,
    // Another amount each time: the same again is no change.
    input: async () => ({ budgetMicros: ++days * 1_000_000 }),
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
};
