import { db } from "@/lib/db/client";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { CONTRACT_SELECT } from "./internal";

/** A contract as staff see it. Times are ISO 8601. */
export type ContractItem = {
  id: string;
  reference: string;
  from: string;
  until: string | null;
  qpsCeiling: number | null;
  note: string;
  /** `superseded`: its time is now, but one that began later holds. */
  state: "planned" | "in_force" | "superseded" | "ended";
};

const LISTED = 50;

/** The latest 50 contracts of an organization, the last to begin first. @throws {DomainError} `forbidden`. */
export async function listContracts(ctx: StaffContext, orgId: string): Promise<ContractItem[]> {
  requireStaff(ctx, "orgs:manage");
  const rows = await db.contract.findMany({
    where: { orgId },
    select: CONTRACT_SELECT,
    orderBy: [{ from: "desc" }, { createdAt: "desc" }, { id: "desc" }],
    take: LISTED,
  });
  const holds = ({ from, until }: { from: Date; until: Date | null }) =>
    from <= ctx.now && (until === null || until > ctx.now);
  const inForce = rows.find(holds);
  return rows.map((row) => {
    const state = holds(row)
      ? row === inForce
        ? "in_force"
        : "superseded"
      : row.from > ctx.now
        ? "planned"
        : "ended";
    const { id, reference, qpsCeiling, note } = row;
    return {
      id,
      reference,
      qpsCeiling,
      note,
      from: row.from.toISOString(),
      until: row.until?.toISOString() ?? null,
      state,
    };
  });
}
