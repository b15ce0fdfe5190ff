import { pool } from "@/lib/db/pool";
import { type Span, spanOf } from "@/lib/edge/limits/period";
import { transactionsOf } from "@/lib/edge/limits/quota-count";
import type { LimitInForce } from "@/lib/limits/class-qps";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { toCount } from "@/lib/usage/scope";

type QuotaKind = Parameters<typeof spanOf>[0];
type Quota = LimitInForce & { kind: QuotaKind };

/** A quota, what is used of it in its present period, and when that ends (ISO 8601). */
export type QuotaUse = { quota: Quota; used: number; endsAt: string };

/**
 * How much of each quota of some keys of the organization is used, by key ID, as the edge counts it: calls let through, in its
 * present UTC period. What was called a moment ago may not be counted yet; keys without a quota are not in the answer.
 * @throws {DomainError} `forbidden`.
 */
export async function quotaUses(
  ctx: OrgContext,
  limits: ReadonlyMap<string, readonly LimitInForce[]>,
): Promise<Map<string, QuotaUse[]>> {
  requirePermission(ctx, "usage:read");
  const quotas = new Map([...limits].map(([keyId, all]) => [keyId, all.filter(isQuota)]));
  const asked = [...quotas].flatMap(([keyId, all]) =>
    [...new Set(all.map(({ kind }) => kind))].map((kind) => ({ keyId, kind })),
  );
  if (asked.length === 0) return new Map();
  const uses = await usesOfPeriods(ctx, asked);
  const byKey = new Map<string, QuotaUse[]>();
  for (const [keyId, all] of quotas) {
    const own = uses.filter((use) => use.keyId === keyId);
    const used = all.map((quota) => {
      const counted = own.filter(
        ({ kind, classId }) => kind === quota.kind && (quota.classId === null || classId === quota.classId),
      );
      return {
        quota,
        used: usedOf(counted, quota.unit),
        endsAt: new Date(spanOf(quota.kind, ctx.now.getTime()).end).toISOString(),
      };
    });
    if (used.length > 0) byKey.set(keyId, used);
  }
  return byKey;
}

type Use = {
  keyId: string;
  kind: QuotaKind;
  classId: string;
  requests: string;
  bytes: string;
  weightRequests: number;
  weightTransactions: number;
};

async function usesOfPeriods(
  { org, now }: OrgContext,
  asked: readonly { keyId: string; kind: QuotaKind }[],
): Promise<Use[]> {
  const span = ({ kind }: { kind: QuotaKind }): Span => spanOf(kind, now.getTime());
  const { rows } = await pool().query<Use>(
    `SELECT used.*, coalesce(class.weight_requests, 1) AS "weightRequests",
            coalesce(class.weight_transactions, 1) AS "weightTransactions"
       FROM (
         SELECT asked.key_id AS "keyId", asked.kind, u.class_id AS "classId",
                sum(u.requests)::text AS requests, sum(u.bytes_in + u.bytes_out)::text AS bytes
           FROM unnest($2::text[], $3::text[], $4::timestamptz[]) AS asked (key_id, kind, since)
           JOIN usage_minute u
             ON u.org_id = $1 AND u.key_id = asked.key_id AND u.minute >= asked.since AND u.code = ''
          GROUP BY 1, 2, 3
       ) used
       LEFT JOIN endpoint_class class ON class.id = used."classId"`,
    [
      org.id,
      asked.map(({ keyId }) => keyId),
      asked.map(({ kind }) => kind),
      asked.map((one) => new Date(span(one).start)),
    ],
  );
  return rows;
}

function usedOf(uses: readonly Use[], unit: LimitInForce["unit"]): number {
  return uses.reduce((sum, use) => {
    if (unit === "bytes") return sum + toCount(use.bytes);
    const requests = toCount(use.requests);
    if (unit === "requests") return sum + requests;
    const { classId: id, weightRequests, weightTransactions } = use;
    return sum + transactionsOf(requests, { id, weightRequests, weightTransactions });
  }, 0);
}

function isQuota(limit: LimitInForce): limit is Quota {
  return limit.kind === "hour" || limit.kind === "day" || limit.kind === "month";
}
