import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";

/** Columns of a product that every member may see; where its calls go is not among them. */
export const PRODUCT_PUBLIC_SELECT = {
  id: true,
  slug: true,
  name: true,
  description: true,
  isSample: true,
  disabledAt: true,
  classes: {
    select: {
      id: true,
      slug: true,
      name: true,
      defaultQps: true,
      weightRequests: true,
      weightTransactions: true,
      paths: true,
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  },
} satisfies Prisma.ProductSelect;

/** A product as a member sees it. */
export type PublicProduct = Prisma.ProductGetPayload<{ select: typeof PRODUCT_PUBLIC_SELECT }>;

/**
 * Every product a key can be given now, in the provider's order.
 * @param also What is out of service and wanted nevertheless: `all` to filter what was, or the IDs of those a key has.
 */
export async function listProducts(
  ctx: OrgContext,
  also: "all" | readonly string[] = [],
): Promise<PublicProduct[]> {
  requirePermission(ctx, "keys:read");
  return db.product.findMany({
    ...(also === "all" ? {} : { where: { OR: [{ disabledAt: null }, { id: { in: [...also] } }] } }),
    select: PRODUCT_PUBLIC_SELECT,
    orderBy: [{ position: "asc" }, { name: "asc" }],
  });
}
