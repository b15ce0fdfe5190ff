import { Prisma } from "@/lib/db/generated/client";
import { statusCondition } from "./internal";
import type { KeyFilter, KeyTrait } from "./list-schema";
import { escapeLike, parseSearchTerm } from "./search-term";

const DAY_MS = 86_400_000;

/** Which living rows of `key k` the search and the filters leave; the organization comes first, always. */
export function listConditions(orgId: string, filter: KeyFilter, now: Date): Prisma.Sql {
  const all = [Prisma.sql`k.org_id = ${orgId}`, Prisma.sql`k.deleted_at IS NULL`];
  if (filter.status.length > 0) {
    const any = filter.status.map((status) => statusCondition(status, now));
    all.push(Prisma.sql`(${Prisma.join(any, " OR ")})`);
  }
  if (filter.billingType.length > 0) all.push(Prisma.sql`k.billing_type::text = ANY(${filter.billingType})`);
  if (filter.expiringDays !== null) {
    const until = new Date(now.getTime() + filter.expiringDays * DAY_MS);
    all.push(Prisma.sql`k.expires_at > ${now}::timestamptz AND k.expires_at <= ${until}::timestamptz`);
  }
  if (filter.productIds.length > 0) all.push(isFor(Prisma.sql`${filter.productIds}`));
  if (filter.unusedDays !== null) all.push(unusedSince(new Date(now.getTime() - filter.unusedDays * DAY_MS)));
  all.push(...filter.traits.map((trait) => traitCondition(trait, now)), searchCondition(orgId, filter.q));
  return Prisma.join(all, " AND ");
}

function unusedSince(since: Date): Prisma.Sql {
  return Prisma.sql`k.created_at <= ${since}::timestamptz AND NOT EXISTS (
    SELECT FROM secret_last_used used WHERE used.key_id = k.id AND used.at > ${since}::timestamptz)`;
}

function traitCondition(trait: KeyTrait, now: Date): Prisma.Sql {
  switch (trait) {
    case "leaked":
      return Prisma.sql`k.leaked_at IS NOT NULL`;
    case "unrestricted":
      return Prisma.sql`NOT jsonb_path_exists(k.restrictions, '$.*.mode ? (@ == "enforce")')`;
    case "rotating":
      return hasSecret(Prisma.sql`(
        (s.status = 'retiring' AND s.retires_at > ${now}::timestamptz)
        OR (s.status = 'awaiting' AND NOT EXISTS (SELECT FROM secret_last_used own WHERE own.secret_id = s.id)))`);
  }
}

function searchCondition(orgId: string, q: string): Prisma.Sql {
  const term = parseSearchTerm(q);
  switch (term.kind) {
    case "all":
      return Prisma.sql`true`;
    case "preview": {
      const bySecret = hasSecret(
        Prisma.sql`s.head LIKE ${`${term.head}%`} AND s.tail LIKE ${`%${term.tail}`}`,
      );
      return Prisma.sql`(${holds(Prisma.sql`k.name`, term.text)} OR ${bySecret})`;
    }
    case "text": {
      // The cheap questions first: a row that one of them answers is not asked the others.
      const any = [
        holds(Prisma.sql`k.name`, term.text),
        Prisma.sql`k.id LIKE ${`${escapeLike(term.text)}%`}`,
        // A tag has no line break, and neither has what is searched: nothing is found across two tags.
        Prisma.sql`(k.tags <> '{}' AND ${holds(Prisma.sql`array_to_string(k.tags, chr(10))`, oneLine(term.text))})`,
        isBy(orgId, term.text),
      ];
      if (/^[0-9A-Za-z]{4,}$/.test(term.text)) any.push(Prisma.sql`k.id LIKE ${`key\\_${term.text}%`}`);
      any.push(isForProductLike(term.text));
      if (/^[0-9A-Za-z]{4}$/.test(term.text))
        any.push(hasSecret(Prisma.sql`(s.head = ${term.text} OR s.tail = ${term.text})`));
      return Prisma.sql`(${Prisma.join(any, " OR ")})`;
    }
  }
}

function holds(column: Prisma.Sql, text: string): Prisma.Sql {
  return Prisma.sql`${column} ILIKE ${`%${escapeLike(text)}%`}`;
}

function oneLine(text: string): string {
  return text.replace(/\n/g, " ");
}

// Found once per statement, not once per key.
function isBy(orgId: string, text: string): Prisma.Sql {
  return Prisma.sql`k.created_by_id = ANY(ARRAY(
    SELECT person.id FROM user_account person
    WHERE person.id IN (SELECT DISTINCT own.created_by_id FROM key own WHERE own.org_id = ${orgId} AND own.deleted_at IS NULL)
      AND (${holds(Prisma.sql`person.name`, text)} OR ${holds(Prisma.sql`person.email`, text)})))`;
}

function isForProductLike(text: string): Prisma.Sql {
  const found = Prisma.sql`ARRAY(
    SELECT product.id FROM product
    WHERE ${holds(Prisma.sql`product.name`, text)} OR ${holds(Prisma.sql`product.slug`, text)})`;
  return Prisma.sql`(cardinality(${found}) > 0 AND ${isFor(found)})`;
}

function isFor(productIds: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM key_product kp WHERE kp.key_id = k.id AND kp.product_id = ANY(${productIds}))`;
}

// A retired secret leads nowhere: the key it belonged to shows another preview by now.
function hasSecret(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM secret s WHERE s.key_id = k.id AND s.status <> 'retired' AND ${condition})`;
}
