import type { ActionRow, Place } from "./action-row";
import { inviteAt, keyAt, memberAt, someAddress } from "./action-row";

/** Somebody with an account and a confirmed address; a member of staff when a role is given. */
async function personAt(staffRole: "support" | null): Promise<{ id: string; email: string }> {
  const { makeStaff, makeUser } = await import("@/test/factories");
  return staffRole === null ? makeUser({ email: someAddress() }) : makeStaff(staffRole);
}

/** An organization of its own, so that no try touches the world's. */
async function orgAt(over: object = {}): Promise<string> {
  const { makeOrg } = await import("@/test/factories");
  const { db } = await import("@/lib/db/client");
  const { id } = await makeOrg();
  await db.org.update({ where: { id }, data: over, select: { id: true } });
  return id;
}

let plans = 0;

/** A plan nobody has. */
export async function planAt(): Promise<string> {
  const { db } = await import("@/lib/db/client");
  const { newId } = await import("@/lib/std/id");
  plans += 1;
  const data = {
    id: newId("plan"),
    slug: `plan-${plans}`,
    name: `Plan ${plans}`,
    orgType: "enterprise" as const,
  };
  return (await db.plan.create({ data, select: { id: true } })).id;
}

async function contractAt(): Promise<string> {
  const { db } = await import("@/lib/db/client");
  const { newId } = await import("@/lib/std/id");
  const data = {
    id: newId("contract"),
    orgId: await orgAt(),
    reference: "C-1",
    from: new Date(Date.now() - 3_600_000),
    createdById: "system",
  };
  return (await db.contract.create({ data, select: { id: true } })).id;
}

async function flagAt(): Promise<string> {
  const { db } = await import("@/lib/db/client");
  const { newId } = await import("@/lib/std/id");
  const data = { id: newId("abuseFlag"), orgId: await orgAt(), reason: "Seen.", raisedById: "system" };
  return (await db.abuseFlag.create({ data, select: { id: true } })).id;
}

async function limitAt({ org }: Place): Promise<string> {
  const { db } = await import("@/lib/db/client");
  const { newId } = await import("@/lib/std/id");
  const data = {
    id: newId("limit"),
    orgId: org.id,
    kind: "month" as const,
    value: 1_000_000_000n,
    source: "contract" as const,
    from: new Date(Date.now() - 3_600_000),
    createdById: "system",
  };
  return (await db.limit.create({ data, select: { id: true } })).id;
}

async function announcementAt(): Promise<string> {
  const { db } = await import("@/lib/db/client");
  const { newId } = await import("@/lib/std/id");
  const data = {
    id: newId("announcement"),
    message: "Maintenance.",
    tone: "info",
    from: new Date(Date.now() - 3_600_000),
    createdById: "system",
  };
  return (await db.announcement.create({ data, select: { id: true } })).id;
}

const plan = { maxKeys: 9, qps: [], quotas: [] };
const contract = { reference: "C-2", from: null, until: null, qpsCeiling: 50, note: "" };
let made = 0;
const nextName = (): string => {
  made += 1;
  return `Made by the suite ${made}`;
};

/** Actions of the operator console. */
export const CONSOLE_ACTIONS: Readonly<Record<string, ActionRow>> = {
  suspendOrgAction: {
    staff: "orgs:manage",
    isAudited: true,
    input: async () => ({ orgId: await orgAt(), reason: "Unpaid." }),
  },
  unsuspendOrgAction: {
    staff: "orgs:manage",
    isAudited: true,
    input: async () => ({ orgId: await orgAt({ suspendedAt: new Date(), suspendedReason: "Unpaid." }) }),
  },
  changeTermsAction: {
    staff: "orgs:manage",
    isAudited: true,
    input: async () => ({ orgId: await orgAt(), version: 1, type: "self_serve", planId: null }),
  },
  addContractAction: {
    staff: "orgs:manage",
    isAudited: true,
    input: async () => ({ orgId: await orgAt(), ...contract }),
  },
  editContractAction: {
    staff: "orgs:manage",
    isAudited: true,
    input: async () => ({ contractId: await contractAt(), ...contract }),
  },
  endContractAction: {
    staff: "orgs:manage",
    isAudited: true,
    input: async () => ({ contractId: await contractAt() }),
  },
  raiseFlagAction: {
    staff: "orgs:manage",
    isAudited: true,
    input: async (place) => ({ orgId: place.org.id, keyId: (await keyAt(place)).id, reason: "Seen." }),
  },
  clearFlagAction: {
    staff: "orgs:manage",
    isAudited: true,
    input: async () => ({ flagId: await flagAt() }),
  },
  changeRoleAsStaffAction: {
    staff: "orgs:manage",
    isAudited: true,
    input: async (place) => ({
      orgId: place.org.id,
      userId: (await memberAt(place)).id,
      from: "developer",
      to: "admin",
      reason: "Their admin has left.",
    }),
  },
  inviteMemberAsStaffAction: {
    staff: "orgs:manage",
    isAudited: true,
    input: async () => ({
      orgId: await orgAt(),
      email: someAddress(),
      role: "owner",
      reason: "Their owner has left.",
    }),
  },
  revokeInviteAsStaffAction: {
    staff: "orgs:manage",
    isAudited: true,
    input: async (place) => ({ orgId: place.org.id, inviteId: await inviteAt(place) }),
  },
  previewRemovalAsStaffAction: {
    staff: "orgs:manage",
    isAudited: false,
    input: async (place) => ({ orgId: place.org.id, userId: (await memberAt(place)).id }),
  },
  removeMemberAsStaffAction: {
    staff: "orgs:manage",
    isAudited: true,
    input: async (place) => ({
      orgId: place.org.id,
      userId: (await memberAt(place)).id,
      keys: { do: "transfer", toUserId: (await memberAt(place)).id },
      reason: "They have left.",
    }),
  },
  grantLimitAction: {
    staff: "limits:grant",
    isAudited: true,
    input: async (place) => ({ to: { keyId: (await keyAt(place)).id }, kind: "month", value: 1000 }),
  },
  endLimitAction: {
    staff: "limits:grant",
    isAudited: true,
    input: async (place) => ({ limitId: await limitAt(place) }),
  },
  createPlanAction: {
    staff: "plans:manage",
    isAudited: true,
    input: async () => ({ ...plan, name: nextName(), orgType: "enterprise" }),
  },
  editPlanAction: {
    staff: "plans:manage",
    isAudited: true,
    input: async () => ({ ...plan, name: nextName(), planId: await planAt(), version: 1 }),
  },
  setPricesAction: {
    staff: "plans:manage",
    isAudited: true,
    input: async () => ({
      planId: await planAt(),
      version: 1,
      currency: "EUR",
      prices: [],
    }),
  },
  retirePlanAction: {
    staff: "plans:manage",
    isAudited: true,
    input: async () => ({ planId: await planAt(), isRetired: true }),
  },
  changeBillingTermsAction: {
    staff: "plans:manage",
    isAudited: true,
    input: async () => ({
      billingType: "freemium",
      endsAfterDays: null,
      dayRequests: 1000,
      monthRequests: null,
    }),
  },
  announceAction: {
    staff: "announcements:manage",
    isAudited: true,
    input: async () => ({
      message: "Maintenance.",
      tone: "info",
      orgType: "self_serve",
      from: null,
      until: null,
    }),
  },
  endAnnouncementAction: {
    staff: "announcements:manage",
    isAudited: true,
    input: async () => ({ announcementId: await announcementAt() }),
  },
  addStaffAction: {
    staff: "staff:manage",
    isAudited: true,
    input: async () => ({ email: (await personAt(null)).email, role: "support" }),
  },
  changeStaffRoleAction: {
    staff: "staff:manage",
    isAudited: true,
    input: async () => ({ userId: (await personAt("support")).id, from: "support", to: "operator" }),
  },
  removeStaffAction: {
    staff: "staff:manage",
    isAudited: true,
    input: async () => ({ userId: (await personAt("support")).id }),
  },
};
