import { z } from "zod";
import type { KeyDetails } from "@/lib/keys/get";
import { type QuotaUse, quotaUses } from "@/lib/keys/quota-uses";
import { type ClassQps, classQps } from "@/lib/limits/class-qps";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { toCount } from "@/lib/usage/scope";
import { readSnapshot } from "@/lib/usage/snapshot";
import { DAY_MS } from "@/lib/usage/units";

/** QPS of a key in one endpoint class, held against what came in the last 24 hours. */
export type ClassLoad = {
  classId: string;
  product: string;
  endpointClass: string;
  qps: ClassQps;
  /** Most calls in one second, refused ones included; `null`: none of the last 24 hours was counted by the second. */
  peak: number | null;
  /** Calls refused because they were over. */
  breaches: number;
};

export type KeyLoad = { classes: ClassLoad[]; quotas: QuotaUse[] };

const Peaks = z.array(z.object({ classId: z.string(), peak: z.number() }));
const Breaches = z.array(z.object({ classId: z.string(), breaches: z.string().transform(toCount) }));

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
  const values = [ctx.org.id, keyId, since];
  const [counted, quotas] = await Promise.all([
    readSnapshot(async (client) => ({
      peaks: await client.query(
        `SELECT class_id AS "classId", max(second.came)::int AS peak
           FROM usage_demand d
           CROSS JOIN LATERAL (
             SELECT coalesce(admitted, 0) + coalesce(refused, 0) AS came
               FROM unnest(d.admitted, d.refused) AS each (admitted, refused)) second
          WHERE d.org_id = $1 AND d.key_id = $2 AND d.minute >= $3 GROUP BY class_id`,
        values,
      ),
      breaches: await client.query(
        `SELECT class_id AS "classId", sum(requests)::text AS breaches FROM usage_minute
          WHERE org_id = $1 AND key_id = $2 AND minute >= $3 AND code = 'qps_exceeded' GROUP BY class_id`,
        values,
      ),
    })),
    quotaUses(ctx, new Map([[keyId, limits]])),
  ]);
  const peaks = new Map(Peaks.parse(counted.peaks.rows).map(({ classId, peak }) => [classId, peak]));
  const breaches = new Map(Breaches.parse(counted.breaches.rows).map((row) => [row.classId, row.breaches]));
  const classes = products.flatMap((product) =>
    product.classes
      .filter(({ id }) => product.classIds.length === 0 || product.classIds.includes(id))
      .map((one) => ({
        classId: one.id,
        product: product.name,
        endpointClass: one.name,
        qps: classQps(limits, one),
        peak: peaks.get(one.id) ?? null,
        breaches: breaches.get(one.id) ?? 0,
      })),
  );
  return { classes, quotas: quotas.get(keyId) ?? [] };
}
