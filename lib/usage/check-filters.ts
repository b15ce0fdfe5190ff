import type { PoolClient } from "pg";
import { z } from "zod";
import { DomainError } from "@/lib/errors/domain-error";
import { PREVIOUS } from "./ranges";
import type { UsageScope } from "./scope";

const DemoSetting = z.object({ usageUntil: z.iso.datetime() });

/**
 * Facts the view depends on. Another org's key is not told apart from one that does not exist.
 * @throws {DomainError} `not_found` when a key or product is not one this org can see.
 */
export async function checkFilters(
  client: PoolClient,
  scope: UsageScope,
  compare: string,
): Promise<{ orgSinceMs: number; demoUntilMs: number }> {
  const keys = new Set(scope.keys);
  if (compare !== "" && compare !== PREVIOUS) keys.add(compare);
  const { rows } = await client.query<{ since: Date; keys: number; products: number; demo: unknown }>(
    `SELECT created_at AS since,
            (SELECT count(*)::int FROM key WHERE org_id = org.id AND id = ANY($2)) AS keys,
            (SELECT count(*)::int FROM product WHERE id = ANY($3)) AS products,
            (SELECT value FROM setting WHERE key = 'demo') AS demo
       FROM org WHERE id = $1`,
    [scope.orgId, [...keys], scope.products],
  );
  const row = rows[0];
  const isKnown = row?.keys === keys.size && row.products === new Set(scope.products).size;
  if (row === undefined || !isKnown) throw new DomainError("not_found");
  const demo = DemoSetting.safeParse(row.demo).data;
  const demoUntilMs = demo === undefined ? 0 : Date.parse(demo.usageUntil);
  return { orgSinceMs: row.since.getTime(), demoUntilMs };
}
