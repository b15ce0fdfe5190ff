import { z } from "zod";

const Count = z.number().nonnegative();

const UpstreamSeen = z.object({
  /** ID of the upstream. */
  id: z.string(),
  /** Whether the latest call to it was answered, or none was made yet. */
  isUp: z.boolean(),
  /** Calls since the process began, by how they went. */
  answered: Count,
  unreachable: Count,
  timedOut: Count,
  /** Unix time, milliseconds. */
  lastFailureAt: z.number().nullable(),
});
export type UpstreamSeen = z.output<typeof UpstreamSeen>;

/**
 * How one edge is, as it says itself with every beat: the column `edge_instance.health`. Times of its own clock are ages, so
 * that clocks that differ tell no lies.
 */
export const InstanceHealth = z.object({
  /** The connection over which changes are pushed, and how long ago the change log was last read to its end. */
  feed: z.object({ isConnected: z.boolean(), lagMs: Count }),
  /** Version of each product it goes by. */
  products: z.record(z.string(), z.int()),
  /** The latest change of products: from the beginning of its transaction until this edge went by it, by the database's clock. */
  applied: z.object({ tookMs: Count, at: z.string() }).nullable(),
  /** How long the database took to answer its last beat; null before the second one. */
  databaseMs: Count.nullable(),
  /** Secrets in memory, and look-ups under way. */
  keys: z.object({ cached: Count, lookUps: Count }),
  /** Counted calls on their way to the database. `behindSince`: Unix time since when they could not be counted. */
  journal: z.object({
    bytes: Count,
    heldRecords: Count,
    droppedRecords: Count,
    behindSince: z.number().nullable(),
  }),
  /** Who shares the limits through Redis, and nodes of it that are away; null where nothing is shared. */
  shared: z.object({ live: Count, away: Count }).nullable(),
  /** 0 while everybody is let in, up to 5 while nobody is. */
  shedding: Count,
  memoryBytes: Count,
  upstreams: z.array(UpstreamSeen),
});
export type InstanceHealth = z.output<typeof InstanceHealth>;
