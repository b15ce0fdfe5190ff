import { Prisma } from "@/lib/db/generated/client";
import type { Position } from "./cursor";
import type { KeyRow } from "./list-item";
import type { KeySort, ListKeysInput } from "./list-schema";
import type { RequestsByKey } from "./requests-by-key";

const LAST_USED = Prisma.sql`
  LEFT JOIN LATERAL (
    SELECT used.at, used.ip FROM secret_last_used used WHERE used.key_id = k.id ORDER BY used.at DESC LIMIT 1
  ) u ON true`;

// One expression per sort, never NULL, so that (value, id) orders every row and a position is one comparison.
const SORT_VALUES = {
  created: Prisma.sql`k.created_at`,
  name: Prisma.sql`k.name COLLATE "und-x-icu"`,
  requests: Prisma.sql`coalesce(called.requests, 0)`,
  last_used: Prisma.sql`coalesce(u.at, '-infinity'::timestamptz)`,
  rotated: Prisma.sql`coalesce(k.last_rotated_at, '-infinity'::timestamptz)`,
  expires: Prisma.sql`coalesce(k.expires_at, 'infinity'::timestamptz)`,
} as const satisfies Record<KeySort, Prisma.Sql>;

/** Of keys without a time to sort by: where they stand. */
const NEVER = {
  created: Prisma.sql`'-infinity'::timestamptz`,
  last_used: Prisma.sql`'-infinity'::timestamptz`,
  rotated: Prisma.sql`'-infinity'::timestamptz`,
  expires: Prisma.sql`'infinity'::timestamptz`,
} as const satisfies Record<Exclude<KeySort, "name" | "requests">, Prisma.Sql>;

/**
 * One page and one row more, which tells that there is another page; backwards when the position is that of a former page.
 * @param requests What a list sorted by requests goes by.
 */
export function pageQuery(
  list: ListKeysInput,
  where: Prisma.Sql,
  position: Position | null,
  now: Date,
  requests: RequestsByKey,
): Prisma.Sql {
  const isUp = (list.direction === "asc") !== (position?.side === "before");
  const order = isUp ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const value = SORT_VALUES[list.sort];
  const from = position
    ? Prisma.sql`AND (${value}, k.id) ${isUp ? Prisma.sql`>` : Prisma.sql`<`} (${bound(list.sort, position)}, ${position.id})`
    : Prisma.empty;
  const page = Prisma.sql`
    SELECT k.id, ${value} AS sort_value
    FROM key k ${sortedWith(list.sort, requests)}
    WHERE ${where} ${from}
    ORDER BY ${value} ${order}, k.id ${order}
    LIMIT ${list.limit + 1}`;
  return Prisma.sql`WITH page AS MATERIALIZED (${page}) ${keyRows(now)} ORDER BY page.sort_value ${order}, k.id ${order}`;
}

function sortedWith(sort: KeySort, requests: RequestsByKey): Prisma.Sql {
  if (sort === "last_used") return LAST_USED;
  if (sort !== "requests") return Prisma.empty;
  return Prisma.sql`
    LEFT JOIN unnest(${[...requests.keys()]}::text[], ${[...requests.values()]}::bigint[]) AS called (key_id, requests)
      ON called.key_id = k.id`;
}

/** The rows of the keys that a CTE `page (id)` names; `KeyRow` reads them. */
export function keyRows(now: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT k.id, k.name, k.billing_type::text AS "billingType", k.tags, k.is_protected AS "isProtected",
      k.leaked_at AS "leakedAt", k.created_by_id AS "createdById", person.name AS "createdByName",
      k.created_at AS "createdAt", k.last_rotated_at AS "lastRotatedAt", k.disabled_at AS "disabledAt",
      k.disabled_by::text AS "disabledBy", k.valid_from AS "validFrom", k.expires_at AS "expiresAt",
      k.version, k.restrictions -> 'domain' AS domain, s.head, s.tail, s.sealed_secret IS NOT NULL AS "isSecretKept",
      s.status = 'awaiting' AND NOT EXISTS (SELECT FROM secret_last_used own WHERE own.secret_id = s.id) AS "isAwaitingFirstUse",
      r.retires_at AS "retiresAt",
      p.products, u.at AS "lastUsedAt", u.ip AS "lastUsedIp"
    FROM page
    JOIN key k ON k.id = page.id
    JOIN secret s ON s.key_id = k.id AND s.status IN ('current', 'awaiting')
    LEFT JOIN secret r ON r.key_id = k.id AND r.status = 'retiring' AND r.retires_at > ${now}::timestamptz
    LEFT JOIN user_account person ON person.id = k.created_by_id
    ${LAST_USED}
    CROSS JOIN LATERAL (
      SELECT coalesce(
        json_agg(json_build_object('id', product.id, 'slug', product.slug, 'name', product.name)
          ORDER BY product.position, product.name), '[]') AS products
      FROM key_product kp JOIN product ON product.id = kp.product_id WHERE kp.key_id = k.id
    ) p`;
}

/** How many rows match, counted up to `max` + 1, and whether the organization has a living key at all. */
export function totalQuery(orgId: string, where: Prisma.Sql, max: number): Prisma.Sql {
  return Prisma.sql`
    SELECT
      (SELECT count(*) FROM (SELECT FROM key k WHERE ${where} LIMIT ${max + 1}) matches) AS total,
      EXISTS (SELECT FROM key k WHERE k.org_id = ${orgId} AND k.deleted_at IS NULL) AS "hasKeys"`;
}

/** The value of a row that its cursor carries; `""`: it has no such time. */
export function sortValue(sort: KeySort, row: KeyRow, requests: RequestsByKey): string {
  switch (sort) {
    case "name":
      return row.name;
    case "requests":
      return String(requests.get(row.id) ?? 0);
    case "created":
      return stamp(row.createdAt);
    case "last_used":
      return stamp(row.lastUsedAt);
    case "rotated":
      return stamp(row.lastRotatedAt);
    case "expires":
      return stamp(row.expiresAt);
  }
}

function stamp(at: Date | null): string {
  return at ? String(at.getTime()) : "";
}

function bound(sort: KeySort, { value }: Position): Prisma.Sql {
  if (sort === "name") return Prisma.sql`${value}::text`;
  if (sort === "requests") return Prisma.sql`${BigInt(value)}`;
  return value === "" ? NEVER[sort] : Prisma.sql`${new Date(Number(value))}::timestamptz`;
}
