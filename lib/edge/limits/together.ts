import type { Limit } from "../limit";
import { CallLease, type Endable } from "./call-lease";
import type { Taken } from "./counter-store";

/** Looks at all limits, then takes from all or from none. */
export function judgeTogether(limits: readonly Limit[], endables: readonly Endable[], at: number): Taken {
  let waitMs = 0;
  const violated: Limit[] = [];
  for (const limit of limits) {
    const wait = limit.waitMs(at);
    if (wait <= 0) continue;
    violated.push(limit);
    waitMs = Math.max(waitMs, wait);
  }
  if (violated.length > 0) return { limits, violated: longestFirst(violated, at), waitMs, lease: null };
  for (const limit of limits) limit.take(at);
  return { limits, violated, waitMs: 0, lease: endables.length === 0 ? null : new CallLease(endables) };
}

/** The limit that keeps a client out the longest is the reason it is told. */
function longestFirst(violated: readonly Limit[], at: number): readonly Limit[] {
  return violated.length === 1 ? violated : violated.toSorted((a, b) => b.waitMs(at) - a.waitMs(at));
}
