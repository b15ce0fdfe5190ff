import type { OrgContext } from "@/lib/orgs/context";
import { toCount } from "@/lib/usage/scope";
import { readSnapshot } from "@/lib/usage/snapshot";
import { DAY_MS } from "@/lib/usage/units";
import { CALLS_DAYS, type HygieneFacts, NETWORKS_FEW, PRODUCTS_FEW } from "./score";

type Calls = HygieneFacts["calls"];
type Asked = { id: string; enforced: readonly string[]; allowsQuery: boolean; products: number };

/** Days at the end that are read from finer rows: what was called late may not be in the days yet. */
const RECENT_DAYS = 1;

const NONE: Calls = { inQuery: 0, networks: 0, products: 0 };

/**
 * How keys were called in the last `CALLS_DAYS` days (UTC) and today, as far as it can lower a score: of each fact only those
 * keys are asked about that it could say something against. Of a key that is not asked about it is 0.
 * @throws {DomainError} `unavailable` when adding up took longer than 5 seconds.
 */
export async function readCalls(
  { org, now }: OrgContext,
  keys: readonly Asked[],
): Promise<(keyId: string) => Calls> {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const times = [new Date(today - CALLS_DAYS * DAY_MS), new Date(today - RECENT_DAYS * DAY_MS)];
  const wide = keys.filter(({ products }) => products > PRODUCTS_FEW);
  const anywhere = keys.filter(({ enforced }) => !enforced.includes("domain") && !enforced.includes("ip"));
  const inQuery = keys.filter(({ allowsQuery }) => allowsQuery);
  const [networks, queries, products] = await readSnapshot(async (client) => {
    const ask = async (sql: string, of: readonly Asked[]) => {
      if (of.length === 0) return new Map<string, number>();
      const ids = of.map(({ id }) => id);
      const { rows } = await client.query<{ id: string; n: string }>(sql, [org.id, ids, ...times]);
      return new Map(rows.map(({ id, n }) => [id, toCount(n)]));
    };
    return [await ask(NETWORKS, anywhere), await ask(IN_QUERY, inQuery), await ask(PRODUCTS, wide)];
  });
  return (id) => ({
    networks: networks.get(id) ?? NONE.networks,
    inQuery: queries.get(id) ?? NONE.inQuery,
    products: products.get(id) ?? NONE.products,
  });
}

const topsOf = (dimension: string, columns: string) => `
  SELECT key_id, ${columns} FROM usage_top_day
   WHERE org_id = $1 AND key_id = ANY($2) AND dimension = '${dimension}' AND start >= $3 AND start < $4
  UNION ALL
  SELECT key_id, ${columns} FROM usage_top
   WHERE org_id = $1 AND key_id = ANY($2) AND dimension = '${dimension}' AND hour >= $4`;

// Told apart first and counted then: half the time of a count of distinct values, which sorts.
const NETWORKS = `
  SELECT key_id AS id, count(*)::text AS n FROM (
    SELECT DISTINCT key_id, value FROM (${topsOf("network", "value")}) AS seen WHERE value NOT IN ('', '*')) AS networks
   GROUP BY key_id HAVING count(*) > ${NETWORKS_FEW}`;

const IN_QUERY = `
  SELECT key_id AS id, sum(requests + unsure)::text AS n FROM (${topsOf("carrier", "value, requests, unsure")}) AS seen
   WHERE value = 'query' GROUP BY key_id`;

const PRODUCTS = `
  SELECT kp.key_id AS id, count(DISTINCT kp.product_id)::text AS n FROM key_product kp
   WHERE kp.key_id = ANY($2) AND (
     EXISTS (SELECT FROM usage_day d WHERE d.org_id = $1 AND d.key_id = kp.key_id AND d.product_id = kp.product_id
                AND d.start >= $3 AND d.start < $4)
     OR EXISTS (SELECT FROM usage_minute m WHERE m.org_id = $1 AND m.key_id = kp.key_id AND m.product_id = kp.product_id
                   AND m.minute >= $4))
   GROUP BY kp.key_id`;
