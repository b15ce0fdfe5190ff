import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";

/** Columns of a product as the operator's form has them. */
export const FORM_SELECT = {
  name: true,
  description: true,
  upstreamId: true,
  refusalStyle: true,
  bodyLimitBytes: true,
  allowWebsocket: true,
  answerHeaders: true,
  position: true,
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
    orderBy: [{ slug: "asc" }],
  },
} as const satisfies Prisma.ProductSelect;

/** One change of products at a time: two that each leave no tie may leave one together. Held until the transaction ends. */
export async function lockProducts(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('keyward.products', 0))`;
}
