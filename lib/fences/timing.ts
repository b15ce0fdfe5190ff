/** So long a cancellation waits for the edges. */
export const ANSWER_WITHIN_MS = 5_000;

/** It is decided within this time of the fence's beginning, or not at all. */
export const DECIDE_WITHIN_MS = 8_000;

/** A fence that stands for so long belongs to nobody any more: any edge takes it down. */
export const ABANDONED_AFTER_MS = 10_000;

/**
 * Even an edge that hears nothing of its end forgets a fence after so long. Longer than `DECIDE_WITHIN_MS` and the ten seconds
 * that a transaction may last: no cancellation is committed that an edge has stopped waiting for.
 */
export const FENCE_LASTS_MS = 20_000;
