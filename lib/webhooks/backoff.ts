const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses after the first, second, … try that failed: three days in all. */
const PAUSES_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

/** How far a pause may differ from its place in the list, so that what failed together does not come back together. */
const JITTER = 0.08;
/** What a receiver asks for by `Retry-After` is followed up to here. */
const RETRY_AFTER_MAX_MS = 24 * HOUR;

/** How often a delivery is tried before it is given up. */
export const TRIES_MAX = PAUSES_MS.length + 1;

/**
 * Milliseconds until the next try of a delivery that has failed `tries` times; `null` when it is given up.
 *
 * A receiver that asks for more time gets it, up to a day; one that asks for less does not.
 * @param random At least 0, less than 1.
 */
export function pauseAfter(tries: number, retryAfterMs: number | null, random: number): number | null {
  const pause = PAUSES_MS[tries - 1];
  if (pause === undefined) return null;
  const jittered = pause * (1 - JITTER + 2 * JITTER * random);
  return Math.round(Math.max(jittered, Math.min(retryAfterMs ?? 0, RETRY_AFTER_MAX_MS)));
}

/** What a `Retry-After` header asks for, in milliseconds from `now`; `null` when it asks for nothing one could follow. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * SECOND;
  // Only the date format of HTTP; `Date.parse` alone takes almost anything.
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/.test(header)) return null;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
