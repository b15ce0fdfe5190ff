import { transactionsOf, type Weight } from "@/lib/edge/limits/quota-count";
import type { LimitUnit } from "@/lib/limits/schemas";

/** What calls of one endpoint class used, stretch by stretch: counted up to now, expected from then on. */
export type ClassUse = {
  readonly weight: Weight;
  readonly requests: readonly number[];
  readonly bytes: readonly number[];
};

/**
 * What was used of a period at the end of each of its stretches, in a quota's unit. Transactions are rounded up per class, over the
 * period so far, as the edge does.
 */
export function usedBy(unit: LimitUnit, classes: readonly ClassUse[], stretches: number): number[] {
  const used = new Array<number>(stretches).fill(0);
  for (const { weight, requests, bytes } of classes) {
    const counts = unit === "bytes" ? bytes : requests;
    let sum = 0;
    for (let i = 0; i < stretches; i++) {
      sum += counts[i] ?? 0;
      used[i] = (used[i] ?? 0) + (unit === "transactions" ? transactionsOf(sum, weight) : sum);
    }
  }
  return used;
}

export type BurnDown = {
  /** What is left at the end of each stretch that has begun, `null` ahead. */
  left: (number | null)[];
  /** What would be left at the end of those to come; of the running one what is left now. `null` before it. */
  ahead: (number | null)[];
  /** When nothing will be left if calls go on as they did; `null`: not in this period. Unix milliseconds. */
  runsOutMs: number | null;
  /** What would be used at the end of the period. */
  expected: number;
};

type Period = {
  /** Starts of its stretches, and its end. */
  readonly starts: readonly number[];
  readonly endMs: number;
  readonly nowMs: number;
};

/**
 * How a quota goes down over its period.
 *
 * @param used What is used at the end of each stretch, `usedNow` of the running one so far.
 */
export function burnDown(
  limit: number,
  { starts, endMs, nowMs }: Period,
  used: readonly number[],
  usedNow: number,
): BurnDown {
  const running = starts.findLastIndex((start) => start <= nowMs);
  const leftOf = (amount: number) => Math.max(0, limit - amount);
  const left = starts.map((_, i) =>
    i < running ? leftOf(used[i] ?? 0) : i === running ? leftOf(usedNow) : null,
  );
  const ahead = starts.map((_, i) =>
    i < running ? null : Math.round(leftOf(i === running ? usedNow : (used[i] ?? 0))),
  );
  const expected = Math.round(used.at(-1) ?? usedNow);
  return { left, ahead, expected, runsOutMs: runsOut() };

  function runsOut(): number | null {
    if (usedNow >= limit) return nowMs;
    let [from, before] = [nowMs, usedNow];
    for (let i = running; i < starts.length; i++) {
      const [to, after] = [starts[i + 1] ?? endMs, used[i] ?? before];
      if (after >= limit && after > before) {
        return Math.round(from + ((limit - before) / (after - before)) * (to - from));
      }
      [from, before] = [to, Math.max(before, after)];
    }
    return null;
  }
}
