import { db } from "@/lib/db/client";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";

/** An endpoint class, and what holds in it without a plan. */
export type PlanClass = { classId: string; className: string; productName: string; defaultQps: number };

/** Every endpoint class a plan can say something of, by product. @throws {DomainError} `forbidden`. */
export async function listPlanClasses(ctx: StaffContext): Promise<PlanClass[]> {
  requireStaff(ctx, "orgs:read");
  const rows = await db.endpointClass.findMany({
    select: { id: true, name: true, defaultQps: true, product: { select: { name: true } } },
    orderBy: [{ product: { position: "asc" } }, { product: { name: "asc" } }, { name: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, name, defaultQps, product }) => ({
    classId: id,
    className: name,
    productName: product.name,
    defaultQps,
  }));
}
