import { Prisma } from "@/lib/db/generated/client";
import { statusCondition } from "./internal";
import type { ListKeysInput } from "./schemas";
import { escapeLike, parseSearchTerm } from "./search-term";

/** Which living rows of `key k` the search and the filters leave; the organization comes first, always. */
export function listConditions(orgId: string, list: ListKeysInput, now: Date): Prisma.Sql {
  const all = [Prisma.sql`k.org_id = ${orgId}`, Prisma.sql`k.deleted_at IS NULL`, searchCondition(list.q)];
  if (list.status.length > 0) {
    const any = list.status.map((status) => statusCondition(status, now));
    all.push(Prisma.sql`(${Prisma.join(any, " OR ")})`);
  }
  if (list.billingType.length > 0) all.push(Prisma.sql`k.billing_type::text = ANY(${list.billingType})`);
  if (list.productIds.length > 0) {
    all.push(Prisma.sql`EXISTS (
      SELECT FROM key_product kp WHERE kp.key_id = k.id AND kp.product_id = ANY(${list.productIds}))`);
  }
  return Prisma.join(all, " AND ");
}

function searchCondition(q: string): Prisma.Sql {
  const term = parseSearchTerm(q);
  switch (term.kind) {
    case "all":
      return Prisma.sql`true`;
    case "preview": {
      const bySecret = hasSecret(
        Prisma.sql`s.head LIKE ${`${term.head}%`} AND s.tail LIKE ${`%${term.tail}`}`,
      );
      return Prisma.sql`(${nameHolds(term.text)} OR ${bySecret})`;
    }
    case "text": {
      const any = [nameHolds(term.text), Prisma.sql`k.id LIKE ${`${escapeLike(term.text)}%`}`];
      if (/^[0-9A-Za-z]{4,}$/.test(term.text)) any.push(Prisma.sql`k.id LIKE ${`key\\_${term.text}%`}`);
      if (/^[0-9A-Za-z]{4}$/.test(term.text))
        any.push(hasSecret(Prisma.sql`(s.head = ${term.text} OR s.tail = ${term.text})`));
      return Prisma.sql`(${Prisma.join(any, " OR ")})`;
    }
  }
}

function nameHolds(text: string): Prisma.Sql {
  return Prisma.sql`k.name ILIKE ${`%${escapeLike(text)}%`}`;
}

// A retired secret leads nowhere: the key it belonged to shows another preview by now.
function hasSecret(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM secret s WHERE s.key_id = k.id AND s.status <> 'retired' AND ${condition})`;
}
