import type { PoolClient } from "pg";
import { running } from "./running";

/** An edge that has missed five beats is gone; what it left in its journal is counted by whoever sweeps. */
const LIVE_FOR_MS = 10_000;

/** How far calls are counted, over all edges that live. */
export type CountedTo = {
  /** Calls that ended before this are in the numbers; Unix time. */
  toMs: number;
  /** Since when an edge has calls that it could not count; `null` when all keep up. */
  behindSinceMs: number | null;
};

/**
 * How far calls are counted: the earliest of what each living edge says with its beats, and of what this process knows of itself.
 * An edge that keeps up has counted to its last beat.
 */
export async function countedTo(client: PoolClient, nowMs: number): Promise<CountedTo> {
  const { rows } = await client.query<{ seen_at: Date; behind: string | null }>({
    name: "usage-counted-to",
    text: `SELECT seen_at, health -> 'journal' ->> 'behindSince' AS behind FROM edge_instance
            WHERE seen_at > $1`,
    values: [new Date(nowMs - LIVE_FOR_MS)],
  });
  const own = running()?.flusher;
  const behind = [own?.behindSince() ?? null, ...rows.map((row) => row.behind && Number(row.behind))].filter(
    (since): since is number => typeof since === "number" && Number.isFinite(since),
  );
  const seen = rows.map((row) => row.seen_at.getTime());
  const ends = [nowMs, ...seen, ...behind, ...(own === undefined ? [] : [own.countedTo()])];
  return { toMs: Math.min(...ends), behindSinceMs: behind.length === 0 ? null : Math.min(...behind) };
}
