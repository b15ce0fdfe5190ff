import { z } from "zod";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { decodeCursor, encodeCursor, type Position } from "./cursor";
import type { RotationFacts } from "./get";
import { listConditions } from "./list-conditions";
import { Restrictions } from "./restrictions-schema";
import { type KeyRights, keyRights } from "./rights";
import { BILLING_TYPES, type BillingType, type KeySort, type KeyStatus, type ListKeysInput } from "./schemas";
import { keyStatus } from "./status";

/** Matches are counted up to here; a larger list says "more than". */
export const TOTAL_MAX = 10_000;

/** How many of a key's domains a row of the list names. */
const DOMAINS_SHOWN = 10;

/** The allowed domains of a key, for the list; `null` where what is stored cannot be read. */
export type ListedDomains = {
  mode: Restrictions["domain"]["mode"];
  first: string[];
  /** Of all of them. */
  count: number;
} | null;

/** One row of the list. Times are ISO 8601; nothing of a secret but its first and last four characters. */
export type KeyListItem = {
  id: string;
  name: string;
  status: KeyStatus;
  billingType: BillingType;
  preview: { head: string; tail: string };
  products: { id: string; slug: string; name: string }[];
  domains: ListedDomains;
  createdAt: string;
  lastRotatedAt: string | null;
  /** A rotation that is not over: nobody has used the new secret yet, or the old one still works until `endsAt`. */
  rotation: RotationFacts | null;
  lastUsedAt: string | null;
  lastUsedIp: string | null;
  /** False when the organization shows secrets once: nothing is left to copy. */
  isSecretKept: boolean;
  version: number;
} & KeyRights;

export type KeyList = {
  keys: KeyListItem[];
  nextCursor: string | null;
  previousCursor: string | null;
  /** Exact up to `TOTAL_MAX`; `TOTAL_MAX + 1` means more than that. */
  total: number;
  /** Whether the organization has a key at all, whatever the filters say. */
  hasKeys: boolean;
};

const Row = z.object({
  id: z.string(),
  name: z.string(),
  billingType: z.enum(BILLING_TYPES),
  createdById: z.string(),
  createdAt: z.date(),
  lastRotatedAt: z.date().nullable(),
  disabledAt: z.date().nullable(),
  disabledBy: z.enum(["customer", "staff"]).nullable(),
  validFrom: z.date().nullable(),
  expiresAt: z.date().nullable(),
  head: z.string(),
  tail: z.string(),
  isSecretKept: z.boolean(),
  version: z.number(),
  isAwaitingFirstUse: z.boolean(),
  retiresAt: z.date().nullable(),
  products: z.array(z.object({ id: z.string(), slug: z.string(), name: z.string() })),
  domain: z.unknown(),
  lastUsedAt: z.date().nullable(),
  lastUsedIp: z.string().nullable(),
});
type Row = z.output<typeof Row>;

/**
 * One page of the organization's living keys, searched, filtered and sorted in the database.
 *
 * Two statements in one round, whatever the page holds. Pages follow the sort value and the ID, so a key created or
 * deleted meanwhile neither repeats nor hides another one.
 * @throws {DomainError} `invalid_input` for a cursor that is not of this list.
 */
export async function listKeys(ctx: OrgContext, input: ListKeysInput): Promise<KeyList> {
  requirePermission(ctx, "keys:read");
  const position = input.cursor === null ? null : decodeCursor(ctx.org.id, input, input.cursor);
  const where = listConditions(ctx.org.id, input, ctx.now);
  const [found, counted] = await Promise.all([
    db.$queryRaw(pageQuery(input, where, position, ctx.now)),
    db.$queryRaw(totalQuery(ctx.org.id, where)),
  ]);
  const rows = z.array(Row).parse(found);
  const [{ total, hasKeys }] = z
    .tuple([z.object({ total: z.coerce.number(), hasKeys: z.boolean() })])
    .parse(counted);

  const isBack = position?.side === "before";
  const page = rows.slice(0, input.limit);
  const hasMore = rows.length > input.limit;
  if (isBack) page.reverse();
  const cursor = (side: Position["side"], row: Row | undefined) =>
    row ? encodeCursor(ctx.org.id, input, { side, value: sortValue(input.sort, row), id: row.id }) : null;
  return {
    keys: page.map((row) => toItem(ctx, row)),
    nextCursor: isBack || hasMore ? cursor("after", page.at(-1)) : null,
    previousCursor: (isBack ? hasMore : position !== null) ? cursor("before", page[0]) : null,
    total,
    hasKeys,
  };
}

const LAST_USED = Prisma.sql`
  LEFT JOIN LATERAL (
    SELECT used.at, used.ip FROM secret_last_used used WHERE used.key_id = k.id ORDER BY used.at DESC LIMIT 1
  ) u ON true`;

// One expression per sort, never NULL, so that (value, id) orders every row and a position is one comparison.
const SORT_VALUES = {
  created: Prisma.sql`k.created_at`,
  name: Prisma.sql`k.name COLLATE "und-x-icu"`,
  last_used: Prisma.sql`coalesce(u.at, '-infinity'::timestamptz)`,
} as const satisfies Record<KeySort, Prisma.Sql>;

function pageQuery(list: ListKeysInput, where: Prisma.Sql, position: Position | null, now: Date): Prisma.Sql {
  const isUp = (list.direction === "asc") !== (position?.side === "before");
  const order = isUp ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const value = SORT_VALUES[list.sort];
  const from = position
    ? Prisma.sql`AND (${value}, k.id) ${isUp ? Prisma.sql`>` : Prisma.sql`<`} (${bound(list.sort, position)}, ${position.id})`
    : Prisma.empty;
  return Prisma.sql`
    WITH page AS (
      SELECT k.*, ${value} AS sort_value
      FROM key k ${list.sort === "last_used" ? LAST_USED : Prisma.empty}
      WHERE ${where} ${from}
      ORDER BY ${value} ${order}, k.id ${order}
      LIMIT ${list.limit + 1}
    )
    SELECT k.id, k.name, k.billing_type::text AS "billingType", k.created_by_id AS "createdById",
      k.created_at AS "createdAt", k.last_rotated_at AS "lastRotatedAt", k.disabled_at AS "disabledAt",
      k.disabled_by::text AS "disabledBy", k.valid_from AS "validFrom", k.expires_at AS "expiresAt",
      k.version, k.restrictions -> 'domain' AS domain, s.head, s.tail, s.sealed_secret IS NOT NULL AS "isSecretKept",
      s.status = 'awaiting' AND NOT EXISTS (SELECT FROM secret_last_used own WHERE own.secret_id = s.id) AS "isAwaitingFirstUse",
      r.retires_at AS "retiresAt",
      p.products, u.at AS "lastUsedAt", u.ip AS "lastUsedIp"
    FROM page k
    JOIN secret s ON s.key_id = k.id AND s.status IN ('current', 'awaiting')
    LEFT JOIN secret r ON r.key_id = k.id AND r.status = 'retiring' AND r.retires_at > ${now}::timestamptz
    ${LAST_USED}
    CROSS JOIN LATERAL (
      SELECT coalesce(
        json_agg(json_build_object('id', product.id, 'slug', product.slug, 'name', product.name)
          ORDER BY product.position, product.name), '[]') AS products
      FROM key_product kp JOIN product ON product.id = kp.product_id WHERE kp.key_id = k.id
    ) p
    ORDER BY k.sort_value ${order}, k.id ${order}`;
}

function totalQuery(orgId: string, where: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT
      (SELECT count(*) FROM (SELECT FROM key k WHERE ${where} LIMIT ${TOTAL_MAX + 1}) matches) AS total,
      EXISTS (SELECT FROM key k WHERE k.org_id = ${orgId} AND k.deleted_at IS NULL) AS "hasKeys"`;
}

function sortValue(sort: KeySort, row: Row): string {
  if (sort === "name") return row.name;
  const at = sort === "created" ? row.createdAt : row.lastUsedAt;
  return at ? String(at.getTime()) : "";
}

function bound(sort: KeySort, { value }: Position): Prisma.Sql {
  if (sort === "name") return Prisma.sql`${value}::text`;
  return value === ""
    ? Prisma.sql`'-infinity'::timestamptz`
    : Prisma.sql`${new Date(Number(value))}::timestamptz`;
}

function toItem(ctx: OrgContext, row: Row): KeyListItem {
  const isOwn = row.createdById === responsibleId(ctx);
  return {
    id: row.id,
    name: row.name,
    status: keyStatus({ ...row, deletedAt: null }, ctx.now),
    billingType: row.billingType,
    preview: { head: row.head, tail: row.tail },
    products: row.products,
    domains: toDomains(row.domain),
    createdAt: row.createdAt.toISOString(),
    lastRotatedAt: row.lastRotatedAt?.toISOString() ?? null,
    rotation:
      row.isAwaitingFirstUse || row.retiresAt
        ? { isAwaitingFirstUse: row.isAwaitingFirstUse, endsAt: row.retiresAt?.toISOString() ?? null }
        : null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    lastUsedIp: row.lastUsedIp,
    isSecretKept: row.isSecretKept,
    version: row.version,
    ...keyRights(ctx.role, isOwn, row.isSecretKept),
  };
}

function toDomains(stored: unknown): ListedDomains {
  const { data } = Restrictions.shape.domain.safeParse(stored ?? undefined);
  if (data === undefined) return null;
  return { mode: data.mode, first: data.allow.slice(0, DOMAINS_SHOWN), count: data.allow.length };
}
