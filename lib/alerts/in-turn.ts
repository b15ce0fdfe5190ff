import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool";

/** Parts of the watch: each goes its own way, at its own pace. */
export type WatchPart = "callers" | "minutes" | "quotas" | "unused";

type Turn = {
  part: WatchPart;
  /** It is done again after so long. */
  everyMs: number;
  now: Date;
  /**
   * Does the part.
   * @param until How far it has come; `null` at the very first time.
   * @returns How far it has come now, and how many alerts were raised.
   */
  run: (client: PoolClient, until: Date | null) => Promise<{ until: Date; raised: number }>;
};

/**
 * Does one part of the watch if it is due and nobody else is at it, and notes how far it has come.
 *
 * Its row stays locked meanwhile. Whoever dies in between leaves the part where it was; what was raised already is not raised
 * again, because each occurrence has one row.
 * @returns How many alerts were raised; 0 also when somebody else is at it.
 */
export async function inTurn({ part, everyMs, now, run }: Turn): Promise<number> {
  const client = await pool().connect();
  let failure: Error | undefined;
  const onLost = (error: Error) => {
    failure = error;
  };
  client.on("error", onLost);
  try {
    await client.query(
      "BEGIN; SET LOCAL idle_in_transaction_session_timeout = '120s'; SET LOCAL statement_timeout = '60s'; SET LOCAL jit = off",
    );
    await client.query("INSERT INTO alert_watch (name, until) VALUES ($1, 'epoch') ON CONFLICT DO NOTHING", [
      part,
    ]);
    const { rows } = await client.query<{ until: Date }>(
      "SELECT until FROM alert_watch WHERE name = $1 FOR UPDATE SKIP LOCKED",
      [part],
    );
    const until = rows[0]?.until;
    const isDue = until !== undefined && now.getTime() - until.getTime() >= everyMs;
    const done = isDue ? await run(client, until.getTime() === 0 ? null : until) : null;
    if (done !== null) {
      await client.query("UPDATE alert_watch SET until = $2 WHERE name = $1", [part, done.until]);
    }
    await client.query("COMMIT");
    return done?.raised ?? 0;
  } catch (error) {
    failure ??= error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.off("error", onLost);
    client.release(failure);
  }
}
