import type { Pool, PoolClient } from "pg";
import type { UsageRecord } from "@/lib/edge/ports";
import { addRecords } from "./add-records";
import { decodeLine, type Line, LONGEST_LINE, putAdmitted } from "./line";

/** After this long a call whose end was not counted will not end any more, as far as counting goes. */
export const GIVEN_UP_AFTER_MS = 3_600_000;
const SETTLED_AT_ONCE = 5_000;

/**
 * Sorts out what a batch of lines says of calls that were noted twice, when they were let through and when they ended, and
 * answers the calls to be counted now.
 *
 * A call let through waits in `usage_admitted` for its end, which may stand in another file, counted earlier or later, by
 * anyone. Whichever way round: it is counted once, by its end if that comes before `settleAdmissions` gives it up.
 */
export async function pairLines(client: PoolClient, lines: readonly Line[]): Promise<UsageRecord[]> {
  const open = new Map(
    lines.flatMap((line) => (line.kind === "admitted" ? [[line.usage.requestId, line] as const] : [])),
  );
  const ends: UsageRecord[] = [];
  const counted: UsageRecord[] = [];
  for (const { kind, usage } of lines) {
    if (kind === "ended" || (kind === "ended_admitted" && open.delete(usage.requestId))) counted.push(usage);
    else if (kind === "ended_admitted") ends.push(usage);
  }
  const given = await close(client, ends);
  await note(client, [...open.values()]);
  return [...counted, ...ends.filter(({ requestId }) => !given.has(requestId))];
}

/** Closes the calls that ended, and answers which of them were counted already. */
async function close(client: PoolClient, ends: readonly UsageRecord[]): Promise<ReadonlySet<string>> {
  if (ends.length === 0) return new Set();
  // The end may be read before the beginning, from another file: the mark keeps that from being counted then.
  const { rows } = await client.query<{ request_id: string }>(
    `WITH ended AS (
       SELECT request_id, org_id, to_timestamp(at_ms / 1000.0) AS at
         FROM unnest($1::text[], $2::text[], $3::bigint[]) AS e (request_id, org_id, at_ms)
     ), known AS (
       SELECT u.request_id, u.counted_at FROM usage_admitted AS u JOIN ended USING (request_id) FOR UPDATE OF u
     ), marked AS (
       INSERT INTO usage_admitted (request_id, org_id, owner, at, line, counted_at)
       SELECT request_id, org_id, '', at, '', now() FROM ended WHERE request_id NOT IN (SELECT request_id FROM known)
     ), closed AS (
       DELETE FROM usage_admitted WHERE request_id IN (SELECT request_id FROM known)
     )
     SELECT request_id FROM known WHERE counted_at IS NOT NULL`,
    [ends.map((usage) => usage.requestId), ends.map((usage) => usage.orgId), ends.map((usage) => usage.at)],
  );
  return new Set(rows.map((row) => row.request_id));
}

async function note(client: PoolClient, lines: readonly Line[]): Promise<void> {
  if (lines.length === 0) return;
  const scratch = Buffer.alloc(LONGEST_LINE);
  const textOf = ({ usage, owner }: Line) =>
    scratch.toString("latin1", 0, putAdmitted(usage, owner, scratch, 0) - 1);
  await client.query(
    `INSERT INTO usage_admitted (request_id, org_id, owner, at, line)
     SELECT request_id, org_id, owner, to_timestamp(at_ms / 1000.0), line
       FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[]) AS r (request_id, org_id, owner, at_ms, line)
     ON CONFLICT (request_id) DO NOTHING`,
    [
      lines.map(({ usage }) => usage.requestId),
      lines.map(({ usage }) => usage.orgId),
      lines.map(({ owner }) => owner),
      lines.map(({ usage }) => usage.at),
      lines.map(textOf),
    ],
  );
}

/**
 * Counts, once, calls that were let through and whose end will not come: those of owners that are gone, and those older than
 * `GIVEN_UP_AFTER_MS`. Their status is 0, since nobody lived to see it. Answers how many.
 *
 * @param gone Owners whose files are all counted to their end.
 */
export async function settleAdmissions(pool: Pool, gone: readonly string[], nowMs: number): Promise<number> {
  const client = await pool.connect();
  let failure: Error | undefined;
  const onLost = (error: Error) => {
    failure = error;
  };
  client.on("error", onLost);
  try {
    await client.query("BEGIN; SET LOCAL statement_timeout = '10s'; SET LOCAL lock_timeout = '5s'");
    const { rows } = await client.query<{ line: string }>(
      `UPDATE usage_admitted SET counted_at = now()
        WHERE request_id IN (
          SELECT request_id FROM usage_admitted
           WHERE counted_at IS NULL AND (owner = ANY($1) OR at < $2)
           ORDER BY request_id LIMIT ${SETTLED_AT_ONCE} FOR UPDATE)
        RETURNING line`,
      [gone, new Date(nowMs - GIVEN_UP_AFTER_MS)],
    );
    const calls = rows.flatMap(({ line }) => decodeLine(line)?.usage ?? []);
    await addRecords(
      client,
      calls.map((usage) => ({ ...usage, status: 0, latencyMs: 0 })),
    );
    await client.query("COMMIT");
    return calls.length;
  } catch (error) {
    failure ??= error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.off("error", onLost);
    client.release(failure);
  }
}
