import type { PoolClient } from "pg";
import type { Weight } from "@/lib/edge/limits/quota-count";

/** What an endpoint class is called, and what its calls weigh. */
export type ClassName = Weight & { className: string; productId: string; productName: string };

/** Every endpoint class there is, by its ID. Products are the provider's, so they belong to no organization. */
export async function classNames(client: PoolClient): Promise<ReadonlyMap<string, ClassName>> {
  const { rows } = await client.query<ClassName>(
    `SELECT c.id, c.name AS "className", c.weight_requests AS "weightRequests",
            c.weight_transactions AS "weightTransactions", p.id AS "productId", p.name AS "productName"
       FROM endpoint_class AS c JOIN product AS p ON p.id = c.product_id ORDER BY p.position, p.name, c.name`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}
