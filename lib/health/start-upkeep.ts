import { pool } from "@/lib/db/pool";
import { startChore } from "@/lib/logging/chore";

const LOOK_EVERY_MS = 60_000;

/** Only edges that can measure count, so that one of an older version does not keep all others busy. */
const MEASURE = `
insert into change_log (kind, subject)
select 'product', 'measurement'
where exists (
  select from edge_instance
  where seen_at > now() - interval '10 seconds' and health ? 'applied'
    and coalesce((health -> 'applied' ->> 'at')::timestamptz, '-infinity') < now() - interval '5 minutes')`;

/**
 * Has every edge measure how long a change takes to reach it, unless each that lives has done so within five minutes. Answers
 * whether it did.
 */
export async function keepMeasured(): Promise<boolean> {
  const { rowCount } = await pool().query(MEASURE);
  return rowCount === 1;
}

/** Looks every minute. The answer stops it. */
export function startHealthUpkeep(): () => Promise<void> {
  return startChore(LOOK_EVERY_MS, "having propagation measured", keepMeasured);
}
