import { LRUCache } from "lru-cache";

/** What one look at a limit says; times are whole seconds. */
export type Held = {
  isAdmitted: boolean;
  remaining: number;
  /** Until something that counts now does not any more. */
  resetSeconds: number;
};

type Policy = { limit: number; windowMs: number };

/** Who has not asked for longest is forgotten first. */
const REMEMBERED = 10_000;

/**
 * So many events in any span of the window, exactly: what is refused does not count. In memory, so each instance counts for
 * itself.
 */
export class SlidingLog {
  readonly #policy: Policy;
  readonly #events = new LRUCache<string, number[]>({ max: REMEMBERED });

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  /** Looks, and takes one when there is room. */
  take(who: string, nowMs: number): Held {
    const held = this.look(who, nowMs);
    if (!held.isAdmitted) return held;
    const events = [...this.#counted(who, nowMs), nowMs];
    this.#events.set(who, events);
    return { ...this.look(who, nowMs), isAdmitted: true };
  }

  /** Looks without taking. */
  look(who: string, nowMs: number): Held {
    const { limit, windowMs } = this.#policy;
    const events = this.#counted(who, nowMs);
    return {
      isAdmitted: events.length < limit,
      remaining: Math.max(0, limit - events.length),
      resetSeconds: events[0] === undefined ? 1 : secondsUntil(events[0] + windowMs, nowMs),
    };
  }

  #counted(who: string, nowMs: number): number[] {
    return (this.#events.get(who) ?? []).filter((at) => at > nowMs - this.#policy.windowMs);
  }
}

function secondsUntil(atMs: number, nowMs: number): number {
  return Math.max(1, Math.ceil((atMs - nowMs) / 1000));
}
