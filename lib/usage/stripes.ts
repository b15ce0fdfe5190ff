import type { PoolClient } from "pg";

/** Orgs share this many locks; more would not let two counters that both hold everybody's calls run side by side. */
const STRIPES = 64;

/**
 * Waits until nobody else adds to these orgs' top values or logs, until the end of the transaction. What depends on rows
 * that are not there yet cannot be kept apart by locking rows.
 *
 * All who take these locks take them in the same order, after the rows of the minutes.
 */
export async function lockOrgs(client: PoolClient, orgIds: ReadonlySet<string>): Promise<void> {
  const stripes = new Set([...orgIds].map(stripeOf));
  if (stripes.size === 0) return;
  await client.query(
    "SELECT pg_advisory_xact_lock(hashtext('usage_orgs'), stripe) FROM unnest($1::int[]) AS stripe",
    [[...stripes].sort((a, b) => a - b)],
  );
}

function stripeOf(orgId: string): number {
  let hash = 0;
  for (let at = 0; at < orgId.length; at++) hash = (hash * 31 + orgId.charCodeAt(at)) | 0;
  return Math.abs(hash % STRIPES);
}
