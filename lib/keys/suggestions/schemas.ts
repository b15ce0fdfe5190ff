/** How far back a restriction is held against a key's own calls. */
export const TRAFFIC_DAYS = 7;
/** Steps in which calls are told apart by time: every offset of a time zone is a multiple of it. */
export const QUARTER_MS = 900_000;

export type Seen = { value: string; calls: number };

/** Calls by a value of theirs. Those of `calls` that `seen` does not add up to have a value that was not kept. */
export type SeenCalls = { calls: number; seen: Seen[] };

/** What called a key lately, as far as it was kept. */
export type KeyTraffic = {
  ip: SeenCalls;
  /** The /24 or /48 of the addresses. */
  networks: Seen[];
  /** Host of `Origin`, else of `Referer`; `""`: neither. */
  referrer: SeenCalls;
  /** Family of the user agent; `""`: none. */
  agent: SeenCalls;
  /** ISO 3166 code; `""`: unknown. */
  country: SeenCalls;
  /** Exact, by quarter of an hour. */
  quarters: { startMs: number; calls: number }[];
  /** Calls let through that a restriction would have refused while it observed. Exact. */
  observed: { domain: number; ip: number; user_agent: number; country: number; hours: number };
};
