import type { Pool } from "pg";
import { lookupsOf } from "@/lib/sealing/pepper";
import type { KeyEntry, LimitEntry } from "../ports";
import type { KeySource } from "./key-source";
import { digestBytes } from "./node-crypto";
import { keyLimits, orgLimits, type PlanTerms, type TypeTerms } from "./plan-limits";
import { Snapshot } from "./snapshot";
import { restrictionsOf } from "./stored-restrictions";

/** Deleted keys are unknown keys. One statement, so that its snapshot is that of everything in the answer. */
const statement = (condition: string) => `
select pg_current_snapshot()::text as snapshot, found.*
from (select 1) as always
left join lateral (
  select s.id as secret_id, s.status::text as secret_status, s.retires_at,
         k.id as key_id, k.org_id, k.access::text as access, k.last_rotated_at,
         s.status in ('current', 'awaiting') and exists (
           select from secret old where old.key_id = s.key_id and old.status = 'retiring') as is_in_rotation,
         k.valid_from, k.expires_at, k.disabled_at,
         k.allow_query_key and o.allow_query_keys as allow_query_key,
         k.billing_type::text as billing_type, k.restrictions,
         o.suspended_at, o.stale_if_error_seconds,
         array(select p.product_id from key_product p where p.key_id = k.id order by p.product_id) as product_ids,
         (select jsonb_object_agg(p.product_id, p.class_ids) from key_product p
          where p.key_id = k.id and cardinality(p.class_ids) > 0) as class_ids,
         (select jsonb_agg(to_jsonb(l) order by l.id) from "limit" l where l.key_id = k.id) as key_limits,
         (select jsonb_agg(to_jsonb(l) order by l.id) from "limit" l
          where l.org_id = k.org_id and l.key_id is null) as org_limits,
         (select jsonb_object_agg(q.class_id, q.qps) from plan_qps q where q.plan_id = o.plan_id) as plan_qps,
         (select jsonb_agg(jsonb_build_object('kind', q.kind, 'unit', q.unit, 'value', q.value) order by q.kind, q.unit)
          from plan_quota q where q.plan_id = o.plan_id) as plan_quotas,
         (select jsonb_build_object('day', t.day_requests, 'month', t.month_requests)
          from billing_terms t where t.billing_type = k.billing_type) as terms
  from secret s
  join key k on k.id = s.key_id
  join org o on o.id = k.org_id
  where ${condition} and k.deleted_at is null
) as found on true`;

const BY_LOOKUP = statement("s.lookup = any($1::bytea[])");
const BY_SECRET_ID = statement("s.id = $1");

type Row = {
  snapshot: string;
  secret_id: string | null;
  secret_status: KeyEntry["secretStatus"];
  retires_at: Date | null;
  key_id: string;
  org_id: string;
  access: KeyEntry["access"];
  last_rotated_at: Date | null;
  is_in_rotation: boolean;
  valid_from: Date | null;
  expires_at: Date | null;
  disabled_at: Date | null;
  allow_query_key: boolean;
  billing_type: KeyEntry["billingType"];
  restrictions: unknown;
  suspended_at: Date | null;
  stale_if_error_seconds: number;
  product_ids: string[];
  class_ids: Record<string, string[]> | null;
  key_limits: LimitRow[] | null;
  org_limits: LimitRow[] | null;
  plan_qps: PlanTerms["qps"];
  plan_quotas: PlanTerms["quotas"];
  terms: TypeTerms;
};

/** As `to_jsonb` writes it: times as ISO text. */
type LimitRow = {
  kind: LimitEntry["kind"];
  unit: LimitEntry["unit"];
  class_id: string | null;
  value: number;
  is_soft: boolean;
  source: LimitEntry["source"];
  from: string;
  until: string | null;
};

/** Looks secrets up in Postgres, under every pepper that is still in use. */
export function postgresKeySource(pool: () => Pool): KeySource {
  return {
    async fetch(name, by) {
      const { rows } = await pool().query<Row>(
        by === "secret_id"
          ? { name: "edge-key-of-secret", text: BY_SECRET_ID, values: [name] }
          : { name: "edge-key", text: BY_LOOKUP, values: [lookupsAs(name)] },
      );
      const row = rows[0];
      if (row === undefined) throw new Error("Postgres gave no row.");
      const snapshot = new Snapshot(row.snapshot);
      return {
        entry: row.secret_id === null ? null : entryOf(row, row.secret_id),
        sees: (xid) => snapshot.sees(xid),
      };
    },
  };
}

function lookupsAs(digest: string): Buffer[] {
  return lookupsOf(digestBytes(digest)).map((lookup) => Buffer.from(lookup));
}

function entryOf(row: Row, secretId: string): KeyEntry {
  return {
    keyId: row.key_id,
    orgId: row.org_id,
    secretId,
    secretStatus: row.secret_status,
    retiresAt: row.retires_at?.getTime() ?? null,
    rotatedAt: row.last_rotated_at?.getTime() ?? null,
    isInRotation: row.is_in_rotation,
    disabledAt: row.disabled_at?.getTime() ?? null,
    validFrom: row.valid_from?.getTime() ?? null,
    expiresAt: row.expires_at?.getTime() ?? null,
    access: row.access,
    allowQueryKey: row.allow_query_key,
    productIds: row.product_ids,
    classIds: row.class_ids,
    restrictions: restrictionsOf(row.restrictions, row.key_id),
    limits: keyLimits(limitsOf(row.key_limits), row.plan_qps, row.terms),
    billingType: row.billing_type,
    org: {
      orgId: row.org_id,
      suspendedAt: row.suspended_at?.getTime() ?? null,
      limits: orgLimits(limitsOf(row.org_limits), row.plan_quotas),
      staleIfErrorSeconds: row.stale_if_error_seconds,
    },
  };
}

function limitsOf(rows: readonly LimitRow[] | null): LimitEntry[] {
  return (rows ?? []).map((row) => ({
    kind: row.kind,
    unit: row.unit,
    classId: row.class_id,
    value: row.value,
    isSoft: row.is_soft,
    source: row.source,
    from: Date.parse(row.from),
    until: row.until === null ? null : Date.parse(row.until),
  }));
}
