import type { Weight } from "@/lib/edge/limits/quota-count";
import type { AdmittedClass } from "./admitted";
import type { ClassUse } from "./burn-down";
import { forecast } from "./forecast";
import type { Period } from "./period";

export type Use = {
  /** Counted so far, in stretches of the period; those to come are zero. */
  counted: ClassUse[];
  /** The same with what is expected of the running stretch and those to come. */
  expected: ClassUse[];
};

/**
 * What each class used in a period, and what it will have used at its end if calls go on as they did.
 *
 * @param classes By class, stretch by stretch from the first one before the period on, as far as there is time.
 */
export function expectedUse(
  period: Period,
  classes: ReadonlyMap<string, AdmittedClass>,
  weightOf: (classId: string) => Weight,
  nowMs: number,
): Use {
  const running = period.starts.findLastIndex((start) => start <= nowMs);
  const start = period.starts[running] ?? nowMs;
  const end = period.starts[running + 1] ?? period.endMs;
  const part = Math.min(1, (nowMs - start) / (end - start));
  const ahead = period.starts.length - 1 - running;
  const at = period.before.length + running;
  const inPeriod = (counts: readonly number[]) =>
    period.starts.map((_, i) => (i <= running ? (counts[period.before.length + i] ?? 0) : 0));
  const onwards = (counts: readonly number[]) => {
    const known = { past: counts.slice(0, at), now: counts[at] ?? 0, part };
    return [...counts.slice(period.before.length, at), ...forecast(known, period.season, ahead)];
  };
  const all = [...classes].map(([classId, counts]) => ({ weight: weightOf(classId), ...counts }));
  return {
    counted: all.map((one) => ({ ...one, requests: inPeriod(one.requests), bytes: inPeriod(one.bytes) })),
    expected: all.map((one) => ({ ...one, requests: onwards(one.requests), bytes: onwards(one.bytes) })),
  };
}
