import { db } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { readEdges } from "@/lib/health/live-edges";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";

/** How far the newest state of a product has come. */
export type Reach = {
  /** Living edges. */
  edges: number;
  /** Those that go by the newest state. */
  current: number;
  /** The slowest of them took so long for the latest change of products; null while none has measured one. */
  slowestMs: number | null;
};

/**
 * Which of the living edges go by a product as it is saved, by what they last said.
 * @throws {DomainError} `forbidden`, `not_found`.
 */
export async function productReach(ctx: StaffContext, productId: string): Promise<Reach> {
  requireStaff(ctx, "products:manage");
  const product = await db.product.findUnique({
    where: { id: productId },
    select: { version: true, disabledAt: true },
  });
  if (product === null) throw new DomainError("not_found");
  const live = (await readEdges(ctx.now)).filter(({ isLive }) => isLive);
  const current = live.filter(({ health }) => {
    const known = health?.products[productId];
    return product.disabledAt === null
      ? (known ?? 0) >= product.version
      : health !== null && known === undefined;
  });
  const times = current.flatMap(({ health }) => health?.applied?.tookMs ?? []);
  return {
    edges: live.length,
    current: current.length,
    slowestMs: times.length === 0 ? null : Math.max(...times),
  };
}
