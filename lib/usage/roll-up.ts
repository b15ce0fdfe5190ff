import type { Pool, PoolClient } from "pg";
import { minutesOf, RESOLUTIONS, type Resolution } from "./resolutions";
import { rollCalls } from "./roll-calls";
import { rollLatency } from "./roll-latency";
import { rollTopDays, rollTopHours, rollTopWeeks } from "./roll-tops";
import { lockOrgs } from "./stripes";
import { MINUTE_MS } from "./units";

/** A stretch that is over is left alone for so long: most of what belongs to it has been counted by then. */
const SETTLE_MS = MINUTE_MS;
/** How many stretches of one org a transaction does: counting for this org waits for so long. */
const AT_ONCE = 8;

/** One roller at a time, wherever it runs: what it does depends on marks that it also makes. */
const ALONE = "SELECT pg_try_advisory_xact_lock(hashtext('keyward.roll_up')) AS mine";

/**
 * Rolls up every stretch that is over and has changed since, finest first, and answers how many it did; 0 also while
 * somebody else is at it.
 *
 * Each transaction makes some stretches of one org anew from finer rows, takes off their marks and marks the coarser
 * stretch they are part of. Whoever dies in between leaves things as they were before or after one; what reading answers
 * is the same in all of these states, because a marked stretch is read from finer rows.
 * @param stopped Ends the run after the transaction that is under way.
 * @throws What Postgres threw; the next run goes on with what is left.
 */
export async function rollUp(pool: Pool, nowMs: number, stopped?: AbortSignal): Promise<number> {
  let done = 0;
  for (const [at, into] of RESOLUTIONS.entries()) {
    const from = RESOLUTIONS[at - 1];
    if (from === undefined) continue;
    for (;;) {
      if (stopped?.aborted) return done;
      const rolled = await rollSome(pool, from, into, nowMs);
      if (rolled === null) return done;
      if (rolled === 0) break;
      done += rolled;
    }
  }
  return done;
}

/** Null when another roller is at work. */
async function rollSome(
  pool: Pool,
  from: Resolution,
  into: Resolution,
  nowMs: number,
): Promise<number | null> {
  const client = await pool.connect();
  let failure: Error | undefined;
  const onLost = (error: Error) => {
    failure = error;
  };
  client.on("error", onLost);
  try {
    await client.query("BEGIN; SET LOCAL statement_timeout = '60s'; SET LOCAL lock_timeout = '10s'");
    const { rows } = await client.query<{ mine: boolean }>(ALONE);
    const rolled = rows[0]?.mine ? await rollOldest(client, from, into, nowMs) : null;
    await client.query("COMMIT");
    return rolled;
  } catch (error) {
    failure ??= error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.off("error", onLost);
    client.release(failure);
  }
}

async function rollOldest(
  client: PoolClient,
  from: Resolution,
  into: Resolution,
  nowMs: number,
): Promise<number> {
  const due = [minutesOf(into), new Date(nowMs - SETTLE_MS - into.ms)];
  const { rows: oldest } = await client.query<{ org_id: string }>(
    "SELECT org_id FROM usage_unrolled WHERE minutes = $1 AND start <= $2 ORDER BY start LIMIT 1",
    due,
  );
  const orgId = oldest[0]?.org_id;
  if (orgId === undefined) return 0;
  // Whoever counts adds rows, then takes this lock, then marks: none of that lies astride of what follows.
  if (from.id === "minute") await lockOrgs(client, new Set([orgId]));
  const { rows: marks } = await client.query<{ start: Date }>(
    `SELECT start FROM usage_unrolled WHERE minutes = $1 AND start <= $2 AND org_id = $3 ORDER BY start LIMIT ${AT_ONCE}`,
    [...due, orgId],
  );
  const starts = marks.map(({ start }) => start);
  const stretches = { orgId, from, into, starts };
  await rollCalls(client, stretches);
  await rollLatency(client, stretches);
  if (into.id === "hour") await rollTopHours(client, orgId, starts);
  if (into.id === "day") await rollTopDays(client, orgId, starts);
  if (into.id === "week") await rollTopWeeks(client, orgId, starts);
  await markCoarser(client, orgId, into, starts);
  await client.query("DELETE FROM usage_unrolled WHERE org_id = $1 AND minutes = $2 AND start = ANY($3)", [
    orgId,
    minutesOf(into),
    starts,
  ]);
  return starts.length;
}

async function markCoarser(
  client: PoolClient,
  orgId: string,
  done: Resolution,
  starts: readonly Date[],
): Promise<void> {
  const coarser = RESOLUTIONS[RESOLUTIONS.indexOf(done) + 1];
  if (coarser === undefined) return;
  await client.query(
    `INSERT INTO usage_unrolled (org_id, minutes, start)
     SELECT DISTINCT $1, $2::smallint, date_bin($3::interval, start, 'epoch') FROM unnest($4::timestamptz[]) AS s (start)
     ON CONFLICT DO NOTHING`,
    [orgId, minutesOf(coarser), `${minutesOf(coarser)} minutes`, starts],
  );
}
