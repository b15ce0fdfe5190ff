import { setTimeout as sleep } from "node:timers/promises";
import { pool } from "@/lib/db/pool";
import { heldSeconds } from "@/lib/edge/new-secrets";
import { ANSWER_WITHIN_MS } from "./timing";

const ASK_FIRST_MS = 10;
const ASK_LAST_MS = 100;

/** A beat that was on its way when the connection broke, and clocks that differ a little. */
const MARGIN_SECONDS = 10;

const STANDING = `
select exists (select from fence_answer where fence_id = $1 and is_used) as "isUsed",
       (select coalesce(array_agg(e.host || ' ' || e.id order by e.id), '{}') from edge_instance e
        where e.seen_at > now() - $2 * interval '1 second'
          and not exists (select from fence_answer a where a.fence_id = $1 and a.instance_id = e.id)) as missing`;

/** `missing`: the instances that did not answer, host and ID. */
export type Answers =
  | { readonly kind: "unused" }
  | { readonly kind: "used" }
  | { readonly kind: "unreachable"; readonly missing: readonly string[] };

/**
 * Waits until every live edge has said whether it ever accepted the fenced secret, for five seconds at most.
 *
 * Live is whoever has not said goodbye and was heard of within the time for which it could go on accepting this
 * organization's keys from memory alone: an edge that is cut off from the database counts, since it may still serve.
 * @throws What Postgres threw; then nothing is known.
 */
export async function gatherAnswers(fenceId: string, staleIfErrorSeconds: number): Promise<Answers> {
  const until = performance.now() + ANSWER_WITHIN_MS;
  const silentSeconds = heldSeconds(staleIfErrorSeconds) + MARGIN_SECONDS;
  for (let waitMs = ASK_FIRST_MS; ; waitMs = Math.min(2 * waitMs, ASK_LAST_MS)) {
    const { rows } = await pool().query<{ isUsed: boolean; missing: string[] }>(STANDING, [
      fenceId,
      silentSeconds,
    ]);
    const [standing] = rows;
    if (standing === undefined) throw new Error("Postgres gave no row.");
    if (standing.isUsed) return { kind: "used" };
    if (standing.missing.length === 0) return { kind: "unused" };
    const leftMs = until - performance.now();
    if (leftMs <= 0) return { kind: "unreachable", missing: standing.missing };
    await sleep(Math.min(waitMs, leftMs));
  }
}
