import type { PoolClient } from "pg";
import type { ANNOTATION_KINDS, Annotation } from "./breakdown-schemas";
import type { UsageScope } from "./scope";

/** Actions of the audit log that can change what calls do, and what they are drawn as. */
const KINDS: Readonly<Record<string, (typeof ANNOTATION_KINDS)[number]>> = {
  "key.rotated": "rotation",
  "key.rotation_finished": "rotation",
  "key.rotation_cancelled": "rotation",
  "key.edited": "edit",
  "key.restrictions_set": "edit",
  "key.access_set": "edit",
  "key.validity_set": "edit",
  "key.limits_set": "limit",
  "key.limit_granted": "limit",
  "key.limit_ended": "limit",
  "org.limit_granted": "limit",
  "org.limit_ended": "limit",
  "key.disabled": "state",
  "key.enabled": "state",
  "key.deleted": "state",
  "key.restored": "state",
  "org.suspended": "state",
  "org.unsuspended": "state",
};

/** More would hide the lines they are drawn over. */
const MOST = 50;

/** What was done to the keys of a scope, and to the org as a whole, in its time: the latest first. Who did it is not told. */
export async function annotationsOf(
  client: PoolClient,
  { orgId, fromMs, toMs, keys }: UsageScope,
): Promise<Annotation[]> {
  const { rows } = await client.query<{
    at: Date;
    action: string;
    key_id: string | null;
    name: string | null;
  }>(
    `SELECT e.at, e.action, k.id AS key_id, k.name FROM audit_entry e
       LEFT JOIN key k ON k.id = e.target_id AND k.org_id = $1
      WHERE e.chain = $1 AND e.at >= $2 AND e.at < $3 AND e.action = ANY($4)
        AND (cardinality($5::text[]) = 0 OR e.target_id = ANY($5) OR e.action LIKE 'org.%')
      ORDER BY e.at DESC, e.seq DESC LIMIT ${MOST}`,
    [orgId, new Date(fromMs), new Date(toMs), Object.keys(KINDS), keys],
  );
  return rows.flatMap(({ at, action, key_id: keyId, name: keyName }) => {
    const kind = KINDS[action];
    return kind === undefined ? [] : [{ at: at.toISOString(), kind, action, keyId, keyName }];
  });
}
