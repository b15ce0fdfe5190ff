import { z } from "zod";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { keyStatus } from "@/lib/keys/status";
import type { OrgContext } from "@/lib/orgs/context";
import { readCalls } from "./read-calls";
import { type Hygiene, hygieneOf } from "./score";

/** A key with its score. */
export type ScoredKey = {
  id: string;
  name: string;
  createdBy: { id: string; name: string } | null;
  createdById: string;
  lastUsedAt: string | null;
  hygiene: Hygiene;
};

const Row = z.object({
  id: z.string(),
  name: z.string(),
  createdById: z.string(),
  createdByName: z.string().nullable(),
  createdAt: z.date(),
  lastRotatedAt: z.date().nullable(),
  leakedAt: z.date().nullable(),
  disabledAt: z.date().nullable(),
  disabledBy: z.enum(["customer", "staff"]).nullable(),
  validFrom: z.date().nullable(),
  expiresAt: z.date().nullable(),
  allowsQuery: z.boolean(),
  enforced: z.array(z.string()),
  products: z.number(),
  lastUsedAt: z.date().nullable(),
});

/**
 * The keys of an organization that calls can be made with now or later, with their scores, in no order; and how many others
 * live, which nothing can be called with. Two statements for the keys and at most three for their calls, however many.
 * @param keyId That key alone.
 */
export async function readKeys(
  ctx: OrgContext,
  keyId: string | null = null,
): Promise<{ scored: ScoredKey[]; others: number }> {
  const rows = z.array(Row).parse(await db.$queryRaw(keysQuery(ctx.org.id, keyId)));
  const usable = rows.filter((row) => {
    const status = keyStatus({ ...row, deletedAt: null }, ctx.now);
    return status === "active" || status === "not_yet_valid";
  });
  const calls = await readCalls(ctx, usable);
  const scored = usable.map((row) => {
    const lastUsedAt = row.lastUsedAt?.toISOString() ?? null;
    const facts = {
      createdAt: row.createdAt.toISOString(),
      lastRotatedAt: row.lastRotatedAt?.toISOString() ?? null,
      lastUsedAt,
      leakedAt: row.leakedAt?.toISOString() ?? null,
      enforced: row.enforced,
      allowsQuery: row.allowsQuery,
      products: row.products,
      calls: calls(row.id),
    };
    return {
      id: row.id,
      name: row.name,
      createdBy: row.createdByName === null ? null : { id: row.createdById, name: row.createdByName },
      createdById: row.createdById,
      lastUsedAt,
      hygiene: hygieneOf(facts, ctx.now),
    };
  });
  return { scored, others: rows.length - usable.length };
}

// What is stored of a restriction may be anything; what cannot be read enforces nothing that could be told.
function keysQuery(orgId: string, keyId: string | null): Prisma.Sql {
  return Prisma.sql`
    SELECT k.id, k.name, k.created_by_id AS "createdById", person.name AS "createdByName", k.created_at AS "createdAt",
      k.last_rotated_at AS "lastRotatedAt", k.leaked_at AS "leakedAt", k.disabled_at AS "disabledAt",
      k.disabled_by::text AS "disabledBy", k.valid_from AS "validFrom", k.expires_at AS "expiresAt",
      k.allow_query_key AND org.allow_query_keys AS "allowsQuery",
      ARRAY(
        SELECT rule.key FROM jsonb_each(CASE jsonb_typeof(k.restrictions) WHEN 'object' THEN k.restrictions END) rule
        WHERE rule.value ->> 'mode' = 'enforce') AS enforced,
      (SELECT count(*) FROM key_product kp WHERE kp.key_id = k.id)::int AS products,
      (SELECT max(used.at) FROM secret_last_used used WHERE used.key_id = k.id) AS "lastUsedAt"
    FROM key k JOIN org ON org.id = k.org_id
    LEFT JOIN user_account person ON person.id = k.created_by_id
    WHERE k.org_id = ${orgId} AND k.deleted_at IS NULL AND (${keyId}::text IS NULL OR k.id = ${keyId})`;
}
