import type { Pool } from "pg";
import { lookupsOf } from "@/lib/sealing/pepper";
import type { KeyEntry } from "../ports";
import type { KeySource } from "./key-source";
import { digestBytes } from "./node-crypto";
import { Snapshot } from "./snapshot";

/** Deleted keys are unknown keys. One statement, so that its snapshot is that of everything in the answer. */
const STATEMENT = `
select pg_current_snapshot()::text as snapshot, found.*
from (select 1) as always
left join lateral (
  select s.id as secret_id, s.status::text as secret_status, s.retires_at,
         k.id as key_id, k.org_id, k.access::text as access, k.last_rotated_at,
         k.valid_from, k.expires_at, k.disabled_at,
         k.allow_query_key and o.allow_query_keys as allow_query_key,
         o.suspended_at,
         array(select p.product_id from key_product p where p.key_id = k.id order by p.product_id) as product_ids
  from secret s
  join key k on k.id = s.key_id
  join org o on o.id = k.org_id
  where s.lookup = any($1::bytea[]) and k.deleted_at is null
) as found on true`;

type Row = {
  snapshot: string;
  secret_id: string | null;
  secret_status: KeyEntry["secretStatus"];
  retires_at: Date | null;
  key_id: string;
  org_id: string;
  access: KeyEntry["access"];
  last_rotated_at: Date | null;
  valid_from: Date | null;
  expires_at: Date | null;
  disabled_at: Date | null;
  allow_query_key: boolean;
  suspended_at: Date | null;
  product_ids: string[];
};

/** Looks secrets up in Postgres, under every pepper that is still in use. */
export function postgresKeySource(pool: () => Pool): KeySource {
  return {
    async fetch(digest) {
      const lookups = lookupsOf(digestBytes(digest)).map((lookup) => Buffer.from(lookup));
      const { rows } = await pool().query<Row>({ name: "edge-key", text: STATEMENT, values: [lookups] });
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

function entryOf(row: Row, secretId: string): KeyEntry {
  return {
    keyId: row.key_id,
    orgId: row.org_id,
    secretId,
    secretStatus: row.secret_status,
    retiresAt: row.retires_at?.getTime() ?? null,
    rotatedAt: row.last_rotated_at?.getTime() ?? null,
    disabledAt: row.disabled_at?.getTime() ?? null,
    validFrom: row.valid_from?.getTime() ?? null,
    expiresAt: row.expires_at?.getTime() ?? null,
    access: row.access,
    allowQueryKey: row.allow_query_key,
    productIds: row.product_ids,
    org: { orgId: row.org_id, suspendedAt: row.suspended_at?.getTime() ?? null },
  };
}
