import { contractEndingSoon } from "@/lib/contracts/ending-soon";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { isId } from "@/lib/std/id";
import type { ListOrgsInput, OrgState, OrgType } from "./schemas";

/** An organization as a list of staff shows it. */
export type OrgRow = {
  id: string;
  slug: string;
  name: string;
  type: OrgType;
  planName: string | null;
  keys: number;
  members: number;
  openFlags: number;
  isSuspended: boolean;
  /** ISO 8601. */
  createdAt: string;
};

export const ORGS_PER_PAGE = 50;

const CONDITIONS: Readonly<Record<OrgState, (now: Date) => Prisma.OrgWhereInput>> = {
  suspended: () => ({ suspendedAt: { not: null } }),
  flagged: () => ({ abuseFlags: { some: { clearedAt: null } } }),
  without_plan: () => ({ planId: null }),
  contract_ending: contractEndingSoon,
};

/** Organizations that match, by name, 50 a page, and how many there are. @throws {DomainError} `forbidden`. */
export async function listAllOrgs(
  ctx: StaffContext,
  { q, type, state, page }: ListOrgsInput,
): Promise<{ orgs: OrgRow[]; total: number }> {
  requireStaff(ctx, "orgs:read");
  const where: Prisma.OrgWhereInput = {
    ...(q === "" ? {} : matching(q)),
    ...(type === null ? {} : { type }),
    ...(state === null ? {} : CONDITIONS[state](ctx.now)),
  };
  const [rows, total] = await Promise.all([
    db.org.findMany({
      where,
      select: {
        id: true,
        slug: true,
        name: true,
        type: true,
        suspendedAt: true,
        createdAt: true,
        plan: { select: { name: true } },
        _count: {
          select: {
            keys: { where: { deletedAt: null } },
            memberships: true,
            abuseFlags: { where: { clearedAt: null } },
          },
        },
      },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      skip: (page - 1) * ORGS_PER_PAGE,
      take: ORGS_PER_PAGE,
    }),
    db.org.count({ where }),
  ]);
  return { orgs: rows.map(toRow), total };
}

function matching(q: string): Prisma.OrgWhereInput {
  if (isId("org", q)) return { id: q };
  const contains = { contains: q, mode: "insensitive" as const };
  return { OR: [{ name: contains }, { slug: contains }] };
}

type Found = {
  id: string;
  slug: string;
  name: string;
  type: OrgType;
  suspendedAt: Date | null;
  createdAt: Date;
  plan: { name: string } | null;
  _count: { keys: number; memberships: number; abuseFlags: number };
};

function toRow({ plan, suspendedAt, createdAt, _count, ...org }: Found): OrgRow {
  return {
    ...org,
    planName: plan?.name ?? null,
    keys: _count.keys,
    members: _count.memberships,
    openFlags: _count.abuseFlags,
    isSuspended: suspendedAt !== null,
    createdAt: createdAt.toISOString(),
  };
}
