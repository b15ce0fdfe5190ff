import { z } from "zod";
import type { KeyDetails } from "@/lib/keys/get";
import { type QuotaUse, quotaUses } from "@/lib/keys/quota-uses";
import { type ClassQps, classQps } from "@/lib/limits/class-qps";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { readSnapshot } from "@/lib/usage/snapshot";
import { DAY_MS } from "@/lib/usage/units";

/** QPS of a key in one endpoint class, held against what came in the last 24 hours. */
export type ClassLoad = {
  classId: string;
  product: string;
  endpointClass: string;
  qps: ClassQps;
  /** Most calls in one second, refused ones included. */
  peak: number;
  /** Calls refused because they were over. */
  breaches: number;
};

export type KeyLoad = { classes: ClassLoad[]; quotas: QuotaUse[] };

const Row = z.object({ classId: z.string(), peak: z.number(), breaches: z.number() });

/**
 * The limits of a key of the organization against their use: QPS against the busiest second of the last 24 hours, quotas
 * against their present period.
 * @throws {DomainError} `forbidden`; `unavailable` when it took longer than 5 seconds.
 */
export async function keyLoad(
  ctx: OrgContext,
  { id: keyId, products, limits }: Pick<KeyDetails, "id" | "products" | "limits">,
): Promise<KeyLoad> {
  requirePermission(ctx, "usage:read");
  const since = new Date(ctx.now.getTime() - DAY_MS);
  const [demand, quotas] = await Promise.all([
    readSnapshot((client) =>
      client.query(
        `SELECT class_id AS "classId", max(second.came)::int AS peak, sum(second.refused)::int AS breaches
           FROM usage_demand d
           CROSS JOIN LATERAL (
             SELECT coalesce(admitted, 0) + coalesce(refused, 0) AS came, coalesce(refused, 0) AS refused
               FROM unnest(d.admitted, d.refused) AS each (admitted, refused)) second
          WHERE d.org_id = $1 AND d.key_id = $2 AND d.minute >= $3 GROUP BY class_id`,
        [ctx.org.id, keyId, since],
      ),
    ),
    quotaUses(ctx, new Map([[keyId, limits]])),
  ]);
  const of = new Map(
    z
      .array(Row)
      .parse(demand.rows)
      .map((row) => [row.classId, row]),
  );
  const classes = products.flatMap((product) =>
    product.classes
      .filter(({ id }) => product.classIds.length === 0 || product.classIds.includes(id))
      .map((one) => ({
        classId: one.id,
        product: product.name,
        endpointClass: one.name,
        qps: classQps(limits, one),
        peak: of.get(one.id)?.peak ?? 0,
        breaches: of.get(one.id)?.breaches ?? 0,
      })),
  );
  return { classes, quotas: quotas.get(keyId) ?? [] };
}
