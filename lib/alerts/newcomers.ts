/** What a key is called from, by and at, as far as it is remembered. */
export const CALLER_DIMENSIONS = ["country", "network", "agent", "endpoint"] as const;
export type CallerDimension = (typeof CALLER_DIMENSIONS)[number];

/** So many values of a dimension are remembered; of a key with more nothing is new any more. */
export const REMEMBERED: Readonly<Record<CallerDimension, number>> = {
  country: 60,
  network: 40,
  agent: 24,
  endpoint: 200,
};

const DAY_MS = 86_400_000;
/** For so long after the first call nothing is new. */
export const CALLERS_LEARNED_MS = 14 * DAY_MS;
/** A key with newcomers in so many days is one that gets newcomers. */
export const SETTLED_MS = 56 * DAY_MS;
/** So many of them, and further ones are not told. */
const RESTLESS = 2;

/** What is remembered of a key in one dimension. */
export type Known = {
  count: number;
  /** Since when the key is watched. */
  sinceMs: number;
  /** Those that were first seen lately, without those of the learning time and those that somebody said are theirs. */
  newcomers: readonly { value: string; ms: number }[];
};

/** Whether somebody should hear of a value that was never seen: only of a key that keeps to few, and to the same. */
export function isWorthTelling(known: Known, nowMs: number, atMost: number): boolean {
  if (known.count === 0 || nowMs - known.sinceMs < CALLERS_LEARNED_MS) return false;
  const recent = known.newcomers.filter(({ ms }) => nowMs - ms < SETTLED_MS);
  return known.count <= atMost && recent.length < RESTLESS;
}
