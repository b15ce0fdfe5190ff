import { z } from "zod";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { listConditions } from "@/lib/keys/list-conditions";
import { KeyFilter } from "@/lib/keys/list-schema";
import type { BillingType, KeyStatus } from "@/lib/keys/schemas";
import { TRASH_DAYS } from "@/lib/keys/terms";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { decodeCursor } from "./cursor";
import { cutPage } from "./page";

type Query = {
  q: string;
  status?: KeyStatus | undefined;
  product?: string | undefined;
  billingType?: BillingType | undefined;
  cursor?: string | undefined;
  limit: number;
};

const Rows = z.array(z.object({ id: z.string(), createdAt: z.date() }));

/**
 * IDs of the organization's keys that the query finds, a page of them, the newest first. One statement.
 * @throws {DomainError} `invalid_input` for a cursor that is not of this list.
 */
export async function listKeyIds(
  ctx: OrgContext,
  { q, status, product, billingType, cursor, limit }: Query,
): Promise<{ ids: string[]; nextCursor: string | null }> {
  requirePermission(ctx, "keys:read");
  const list = [ctx.org.id, "keys", q, status, product, billingType];
  const filter = KeyFilter.parse({
    q,
    ...(status === undefined || status === "deleted" ? {} : { status: [status] }),
    ...(billingType === undefined ? {} : { billingType: [billingType] }),
  });
  const conditions = [
    status === "deleted" ? inTrash(ctx) : listConditions(ctx.org.id, filter, ctx.now),
    ...(product === undefined ? [] : [hasProduct(product)]),
    ...(cursor === undefined ? [] : [after(...decodeCursor(list, cursor))]),
  ];
  const rows = Rows.parse(
    await db.$queryRaw`
      SELECT k.id, k.created_at AS "createdAt" FROM key k
      WHERE ${Prisma.join(conditions, " AND ")}
      ORDER BY k.created_at DESC, k.id DESC LIMIT ${limit + 1}`,
  );
  const { page, nextCursor } = cutPage(rows, limit, list, (row) => [row.createdAt.toISOString(), row.id]);
  return { ids: page.map(({ id }) => id), nextCursor };
}

function inTrash({ org, now }: OrgContext): Prisma.Sql {
  const purged = new Date(now.getTime() - TRASH_DAYS * 86_400_000);
  return Prisma.sql`k.org_id = ${org.id} AND k.deleted_at > ${purged}::timestamptz`;
}

function hasProduct(name: string): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM key_product kp JOIN product p ON p.id = kp.product_id
    WHERE kp.key_id = k.id AND ${name} IN (p.id, p.slug))`;
}

function after(createdAt: string, id: string): Prisma.Sql {
  return Prisma.sql`(k.created_at, k.id) < (${createdAt}::timestamptz, ${id})`;
}
