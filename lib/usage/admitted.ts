import type { PoolClient } from "pg";
import { callsSource, spansIn } from "./calls-source";
import { toCount, type UsageScope } from "./scope";

/** Calls of one endpoint class that count, stretch by stretch, zeros included. */
export type AdmittedClass = { readonly requests: readonly number[]; readonly bytes: readonly number[] };

/**
 * Calls that quotas and prices count, by endpoint class: those that were let through and answered by the product. A refusal, and
 * an answer of ours in the product's place, cost nothing.
 *
 * @param starts Starts of the stretches, ascending; the last one ends with the scope.
 */
export async function admittedByClass(
  client: PoolClient,
  scope: UsageScope,
  starts: readonly number[],
): Promise<ReadonlyMap<string, AdmittedClass>> {
  const { sql, values } = callsSource(scope, await spansIn(client, scope, starts));
  if (sql === "") return new Map();
  const bounds = `$${values.push(starts.map((start) => new Date(start)))}`;
  const { rows } = await client.query<{ class_id: string; bucket: number; requests: string; bytes: string }>(
    `SELECT class_id, width_bucket(at, ${bounds}::timestamptz[]) AS bucket, sum(requests)::bigint AS requests,
            sum(bytes_in + bytes_out)::bigint AS bytes
       FROM (${sql}) AS calls WHERE code = '' GROUP BY 1, 2`,
    values,
  );
  const zeros = () => new Array<number>(starts.length).fill(0);
  const classes = new Map<string, { requests: number[]; bytes: number[] }>();
  for (const { class_id: classId, bucket, requests, bytes } of rows) {
    const found = classes.get(classId) ?? { requests: zeros(), bytes: zeros() };
    found.requests[bucket - 1] = toCount(requests);
    found.bytes[bucket - 1] = toCount(bytes);
    classes.set(classId, found);
  }
  return classes;
}
