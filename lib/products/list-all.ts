import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { FORM_SELECT } from "./internal";

const SELECT = {
  id: true,
  slug: true,
  isSample: true,
  version: true,
  disabledAt: true,
  ...FORM_SELECT,
  upstream: { select: { id: true, name: true, baseUrl: true } },
  _count: { select: { keys: { where: { key: { deletedAt: null } } } } },
} as const satisfies Prisma.ProductSelect;

type Row = Prisma.ProductGetPayload<{ select: typeof SELECT }>;

/** A product as the provider's staff sees it: where its calls go included. `disabledAt` in ISO 8601. */
export type StaffProduct = Omit<Row, "disabledAt" | "_count"> & {
  disabledAt: string | null;
  keyCount: number;
};

/** Every product, disabled ones included, in the order customers see them. */
export async function listAllProducts(ctx: StaffContext): Promise<StaffProduct[]> {
  requireStaff(ctx, "products:manage");
  const rows = await db.product.findMany({
    select: SELECT,
    orderBy: [{ position: "asc" }, { name: "asc" }],
  });
  return rows.map(toView);
}

/**
 * One product, with the numbers of its edges' knowledge left out: `productReach` has those.
 * @throws {DomainError} `forbidden`, `not_found`.
 */
export async function getProduct(ctx: StaffContext, productId: string): Promise<StaffProduct> {
  requireStaff(ctx, "products:manage");
  const row = await db.product.findUnique({ where: { id: productId }, select: SELECT });
  if (row === null) throw new DomainError("not_found");
  return toView(row);
}

function toView({ disabledAt, _count, ...product }: Row): StaffProduct {
  return { ...product, disabledAt: disabledAt?.toISOString() ?? null, keyCount: _count.keys };
}
