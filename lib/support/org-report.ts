import { db } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { listKeys } from "@/lib/keys/list";
import type { KeyListItem } from "@/lib/keys/list-item";
import { ListKeysInput } from "@/lib/keys/list-schema";
import { listMembers, type MemberItem } from "@/lib/members/list";
import type { Role } from "@/lib/members/permissions";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { customerEyes } from "./customer-eyes";
import { listNotes, type Note } from "./notes";
import { type OpenRequest, openRequests } from "./open-requests";
import { recordLookUps } from "./record-look-ups";
import type { OrgTicketInput } from "./schemas";

/** Everything support may know of a customer. Times are ISO 8601. */
export type OrgReport = {
  org: { id: string; slug: string; name: string; type: "enterprise" | "self_serve" };
  createdAt: string;
  suspendedAt: string | null;
  suspendedReason: string | null;
  members: MemberItem[];
  /** Open ones, also those that ran out. */
  invites: { inviteId: string; email: string; role: Role; expiresAt: string; isOver: boolean }[];
  keys: KeyListItem[];
  keysTotal: number;
  requests: OpenRequest[];
  notes: Note[];
};

const KEYS_SHOWN = 20;
const INVITES_SHOWN = 50;

/**
 * One customer, for a ticket. The look is in the customer's audit log before anything is answered.
 * @param q Narrows the keys as the customer's own list does.
 * @throws {DomainError} `forbidden`; `not_found`.
 */
export async function lookUpOrg(
  ctx: StaffContext,
  { orgId, ticket }: OrgTicketInput,
  q = "",
): Promise<OrgReport> {
  requireStaff(ctx, "support:look_up");
  const found = await db.org.findUnique({
    where: { id: orgId },
    select: {
      id: true,
      slug: true,
      name: true,
      type: true,
      createdAt: true,
      suspendedAt: true,
      suspendedReason: true,
    },
  });
  if (found === null) throw new DomainError("not_found");
  const { createdAt, suspendedAt, suspendedReason, ...org } = found;
  await recordLookUps(ctx, ticket, [{ kind: "org", orgId }]);
  const eyes = customerEyes(ctx, org);
  const wanted = ListKeysInput.safeParse({ q, limit: KEYS_SHOWN });
  const [members, invites, list, requests, notes] = await Promise.all([
    listMembers(eyes),
    openInvites(orgId, ctx.now),
    listKeys(eyes, wanted.data ?? ListKeysInput.parse({ limit: KEYS_SHOWN })),
    openRequests({ orgId }),
    listNotes(ctx, { orgId }),
  ]);
  return {
    org,
    createdAt: createdAt.toISOString(),
    suspendedAt: suspendedAt?.toISOString() ?? null,
    suspendedReason,
    members,
    invites,
    keys: list.keys,
    keysTotal: list.total,
    requests,
    notes,
  };
}

async function openInvites(orgId: string, now: Date): Promise<OrgReport["invites"]> {
  const rows = await db.invite.findMany({
    where: { orgId, acceptedAt: null, revokedAt: null },
    select: { id: true, email: true, role: true, expiresAt: true },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: INVITES_SHOWN,
  });
  return rows.map(({ id, email, role, expiresAt }) => ({
    inviteId: id,
    email,
    role,
    expiresAt: expiresAt.toISOString(),
    isOver: expiresAt <= now,
  }));
}
