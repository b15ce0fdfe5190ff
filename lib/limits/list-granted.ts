import { db } from "@/lib/db/client";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import type { LimitKind, LimitUnit } from "./schemas";

/** A limit granted by contract, to a key or to the whole organization. Times are ISO 8601. */
export type GrantedLimit = {
  id: string;
  /** `null`: of the whole organization. */
  key: { id: string; name: string } | null;
  kind: LimitKind;
  unit: LimitUnit;
  className: string | null;
  value: number;
  from: string;
  until: string | null;
  hasBegun: boolean;
};

const LISTED = 100;

/** What was granted to an organization and its keys and has not ended, the organization's own first. @throws {DomainError} `forbidden`. */
export async function listGrantedLimits(ctx: StaffContext, orgId: string): Promise<GrantedLimit[]> {
  requireStaff(ctx, "orgs:manage");
  const rows = await db.limit.findMany({
    where: { orgId, source: "contract", OR: [{ until: null }, { until: { gt: ctx.now } }] },
    select: {
      id: true,
      kind: true,
      unit: true,
      value: true,
      from: true,
      until: true,
      key: { select: { id: true, name: true } },
      endpointClass: { select: { name: true, product: { select: { name: true } } } },
    },
    orderBy: [{ keyId: { sort: "asc", nulls: "first" } }, { from: "desc" }, { id: "asc" }],
    take: LISTED,
  });
  return rows.map(({ endpointClass, value, from, until, ...row }) => ({
    ...row,
    className: endpointClass === null ? null : `${endpointClass.product.name}, ${endpointClass.name}`,
    value: Number(value),
    from: from.toISOString(),
    until: until?.toISOString() ?? null,
    hasBegun: from <= ctx.now,
  }));
}
