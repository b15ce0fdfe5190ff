import { type Counts, type Usual, WINDOW, windowsOf } from "./usual";

/** How many minutes before the window are looked at for whether something began suddenly. */
export const BEFORE = 40;

/** Fewer than so many beyond what is usual are not worth a word. */
const LEAST_MORE = 30;
/** So many times what was at most in the minutes before: a slow rise to the day's level is none. */
const SUDDEN = 1.5;
/** So many times what all but one of the last weeks stayed below, and twice that where a key comes and goes at this time. */
const ABOVE_MOST = 1.35;
const COMES_AND_GOES = 2;
/** Chance alone makes small counts differ by more than large ones. */
const CHANCE = 2;
/** So many times the largest burst of a key that has bursts. */
const ABOVE_BURSTS = 2;

/** A key is judged by what is usual for it from this age on. */
export const LEARNING_DAYS = 14;

/** Counts of a window, and the most that any window just before it had. */
export type Recent = { now: number; before: number };

/** @param minutes The last `BEFORE` minutes, the latest last. */
export function recentOf(minutes: Counts): Recent {
  const windows = windowsOf(minutes);
  const now = windows.at(-1) ?? 0;
  // What began a minute ago is not "before".
  const earlier = windows.slice(0, Math.max(0, windows.length - WINDOW - 1));
  return { now, before: earlier.reduce((most, sum) => Math.max(most, sum), 0) };
}

/** Whether a count rose all of a sudden: for most keys most of the time it did not, and nothing else has to be looked up. */
export function isSudden({ now, before }: Recent): boolean {
  return now >= LEAST_MORE && now >= SUDDEN * before;
}

/**
 * Whether a count is far above what is usual at this time of the week.
 * @param bursts The largest burst of a key that has bursts (`burstLevel`): of such a key only a larger one is told.
 */
export function isAbove(now: number, { mid, most }: Usual, bursts: number, times: number): boolean {
  const above = 3 * mid < most ? COMES_AND_GOES : ABOVE_MOST;
  return (
    now - mid >= LEAST_MORE &&
    now >= times * mid &&
    now >= above * most + CHANCE * Math.sqrt(most) &&
    now >= ABOVE_BURSTS * bursts
  );
}

/** What is seen of a key's errors beside how many there are. */
export type ErrorShare = { errors: number; calls: number; usualErrors: number; usualCalls: number };

/** Whether errors make up a larger part than usual, and at least this many percent: more calls alone are no errors. */
export function isLargerShare(seen: ErrorShare, percent: number): boolean {
  const share = seen.errors / Math.max(seen.calls, 1);
  const usual = seen.usualErrors / Math.max(seen.usualCalls, 1);
  return share * 100 >= percent && share >= 1.5 * usual;
}

/** How many minutes without a call are silence. */
export const SILENT_MINUTES = 3;
/** So many calls in every five minutes do not stop for three by chance, also on a day with fewer than usual. */
const STEADY_SURELY = 30;
/** A key whose weeks fall below this in five minutes is silent at times. */
export const STEADY_LEAST = 5;

/**
 * Whether a key that was called all the time has fallen silent: no call for three minutes, a steady flow just before and at
 * the same time of all weeks but one. On a holiday the flow before may be a trickle of the usual.
 * @param minutes The last `BEFORE` minutes, the latest last.
 * @param atLeast Usual calls in five minutes from which on silence is told.
 */
export function isSilent(minutes: Counts, usual: Usual, atLeast: number): boolean {
  if (usual.mid < atLeast || usual.least < STEADY_LEAST) return false;
  return hasStopped(minutes, Math.min(STEADY_SURELY, Math.max(STEADY_LEAST, usual.mid / 4)));
}

/** The part of it that needs no past: silence now, and in any five minutes before it so many calls. */
export function hasStopped(minutes: Counts, steady = STEADY_LEAST): boolean {
  for (let at = Math.max(0, minutes.length - SILENT_MINUTES); at < minutes.length; at++)
    if (minutes[at] !== 0) return false;
  const before = windowsOf(Array.prototype.slice.call(minutes, 0, minutes.length - SILENT_MINUTES - 1));
  return before.length > 0 && before.every((sum) => sum >= steady);
}

/** How many of the last 15 minutes had refusals for QPS, where these are a part of the calls that matters. */
export function breachedMinutes(breaches: Counts, calls: number): number {
  let [minutes, refused] = [0, 0];
  for (let at = 0; at < breaches.length; at++) {
    const count = breaches[at] ?? 0;
    refused += count;
    if (count > 0) minutes += 1;
  }
  return refused * 100 >= calls ? minutes : 0;
}
