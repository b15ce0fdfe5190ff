import type { BillingType } from "../ports";

/** Event-loop delay, milliseconds, from which on calls of one more billing type are turned away. */
const RISES_AT_MS = [100, 200, 350, 600, 1200] as const;

/** The level at which nobody is let in, whoever pays. */
export const SHED_ALL = RISES_AT_MS.length;

/** Who is turned away first. */
const RANKS: Record<BillingType, number> = {
  free: 0,
  evaluation: 1,
  freemium: 2,
  pay_as_you_grow: 3,
  paying: 4,
};

/** What a turned-away client is told to wait: a level is judged anew several times a second. */
export const SHED_RETRY_MS = 1000;

/** How much is turned away now: 0 nothing, `SHED_ALL` everything. */
export interface LoadGauge {
  readonly level: number;
}

/**
 * The level after a look at the event loop.
 *
 * Rises at once to what the delay asks for, falls by one step at a time and only when the delay is under half of what
 * made it rise, so that letting a group back in does not throw it out again at once.
 */
export function nextLevel(level: number, delayMs: number): number {
  let wanted = 0;
  while (wanted < SHED_ALL && delayMs >= (RISES_AT_MS[wanted] ?? Number.POSITIVE_INFINITY)) wanted += 1;
  if (wanted >= level) return wanted;
  const rose = RISES_AT_MS[level - 1] ?? 0;
  return delayMs < rose / 2 ? level - 1 : level;
}

/** Whether a call of this billing type is turned away at this level. */
export function isShed(level: number, billingType: BillingType): boolean {
  return level > RANKS[billingType];
}
