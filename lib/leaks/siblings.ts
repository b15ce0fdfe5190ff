import { z } from "zod";
import { db } from "@/lib/db/client";
import { type KeyRights, keyRights } from "@/lib/keys/rights";
import type { ListedStatus } from "@/lib/keys/schemas";
import { keyStatus } from "@/lib/keys/status";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import type { SiblingsInput } from "./schemas";

/** A key that may have leaked the same way. Times are ISO 8601. */
export type Sibling = {
  id: string;
  name: string;
  status: ListedStatus;
  preview: { head: string; tail: string };
  isSecretKept: boolean;
  hasRotation: boolean;
  createdBy: string | null;
  /** Whoever made a leaked key made this one, too. */
  isSameCreator: boolean;
  /** Names of the products it shares with the leaked keys. */
  sharedProducts: string[];
  lastUsedAt: string | null;
} & Pick<KeyRights, "canRotate" | "canDisable">;

/** The likeliest first; `total` counts those left out, too. */
export type Siblings = { keys: Sibling[]; total: number };

const SHOWN_MAX = 50;

const Row = z.object({
  id: z.string(),
  isSameCreator: z.boolean(),
  sharedProducts: z.array(z.string()),
  lastUsedAt: z.date().nullable(),
  total: z.bigint(),
});

/**
 * Other living keys of the organization by the same people or for the same products, those by the same people first, then the
 * ones used last.
 * @throws {DomainError} `forbidden`. A key that is not the organization's has no siblings.
 */
export async function findSiblings(ctx: OrgContext, { keyIds }: SiblingsInput): Promise<Siblings> {
  requirePermission(ctx, "keys:read");
  const raw = await db.$queryRaw`
    WITH leaked AS (SELECT id, created_by_id FROM key WHERE org_id = ${ctx.org.id} AND id = ANY(${keyIds}::text[])),
    kin AS (
      SELECT k.id, k.created_by_id IN (SELECT created_by_id FROM leaked) AS same,
             ARRAY(SELECT p.name FROM key_product kp JOIN product p ON p.id = kp.product_id
                    WHERE kp.key_id = k.id
                      AND kp.product_id IN (SELECT product_id FROM key_product WHERE key_id IN (SELECT id FROM leaked))
                    ORDER BY p.position, p.name) AS shared,
             (SELECT max(at) FROM secret_last_used u WHERE u.key_id = k.id) AS used
        FROM key k
       WHERE k.org_id = ${ctx.org.id} AND k.deleted_at IS NULL AND NOT k.id = ANY(${keyIds}::text[])
         AND EXISTS (SELECT FROM leaked))
    SELECT id, same AS "isSameCreator", shared AS "sharedProducts", used AS "lastUsedAt", count(*) OVER () AS total
      FROM kin WHERE same OR cardinality(shared) > 0
     ORDER BY same DESC, used DESC NULLS LAST, id LIMIT ${SHOWN_MAX}`;
  const rows = z.array(Row).parse(raw);
  const facts = await factsOf(rows.map(({ id }) => id));
  const keys = rows.flatMap((row): Sibling[] => {
    const key = facts.get(row.id);
    const [secret] = key?.secrets ?? [];
    const status = key && keyStatus(key, ctx.now);
    if (!key || !secret || !status || status === "deleted") return [];
    const isKept = key.isSecretKept;
    const { canRotate, canDisable } = keyRights(ctx.role, key.createdById === responsibleId(ctx), isKept);
    return [
      {
        id: key.id,
        name: key.name,
        status,
        preview: { head: secret.head, tail: secret.tail },
        isSecretKept: isKept,
        hasRotation: key.hasRotation,
        createdBy: key.createdBy,
        isSameCreator: row.isSameCreator,
        sharedProducts: row.sharedProducts,
        lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
        canRotate,
        canDisable,
      },
    ];
  });
  return { keys, total: Number(rows[0]?.total ?? 0n) };
}

async function factsOf(ids: readonly string[]) {
  const where = { id: { in: [...ids] } };
  const works = ["current" as const, "awaiting" as const];
  const [keys, kept, rotating] = await Promise.all([
    db.key.findMany({
      where,
      select: {
        id: true,
        name: true,
        createdById: true,
        disabledAt: true,
        disabledBy: true,
        validFrom: true,
        expiresAt: true,
        deletedAt: true,
        secrets: { where: { status: { in: works } }, select: { head: true, tail: true } },
      },
    }),
    db.secret.findMany({
      where: { keyId: { in: [...ids] }, status: { in: works }, sealedSecret: { not: null } },
      select: { keyId: true },
    }),
    db.secret.findMany({
      where: { keyId: { in: [...ids] }, status: { in: ["retiring", "awaiting"] } },
      select: { keyId: true },
    }),
  ]);
  const people = await db.user.findMany({
    where: { id: { in: keys.map(({ createdById }) => createdById) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  const isKept = new Set(kept.map(({ keyId }) => keyId));
  const hasRotation = new Set(rotating.map(({ keyId }) => keyId));
  return new Map(
    keys.map((key) => [
      key.id,
      {
        ...key,
        createdBy: nameOf.get(key.createdById) ?? null,
        isSecretKept: isKept.has(key.id),
        hasRotation: hasRotation.has(key.id),
      },
    ]),
  );
}
