import {
  breachedMinutes,
  hasStopped,
  isAbove,
  isLargerShare,
  isSilent,
  isSudden,
  recentOf,
} from "./judge-calls";
import type { FoundAlert, WatchedKey } from "./raise";
import type { Past } from "./read-past";
import type { RecentCalls } from "./read-recent";
import type { AlertRuleInForce } from "./rules";
import { WINDOW } from "./usual";

type CallKind = "spike" | "silence" | "error_rate" | "qps_breaches";
type Of = { recent: RecentCalls; key: WatchedKey; occurrence: string };

/** How errors must have grown, as often as they usually are. */
const ERROR_TIMES = 2;
const BREACHES_OVER = 15;

/** Whether a key's last minutes give reason to look at its past. */
export function isCandidate({ calls, errors, breaches }: RecentCalls): boolean {
  return (
    isSudden(recentOf(calls)) ||
    isSudden(recentOf(errors)) ||
    hasStopped(calls) ||
    breaches.subarray(-BREACHES_OVER).some((count) => count > 0)
  );
}

/**
 * What is to be told of a key's last minutes, given its past and its rules.
 * @param past `null` for a key that is too young to know what is usual.
 * @param silentOver Over how many of the last minutes silence is judged: those of which everything that was called is known to
 * be counted here, as it came. 0: none.
 */
export function judgeKey(
  { recent, key, occurrence }: Of,
  past: Past | null,
  ruleOf: (kind: CallKind) => AlertRuleInForce,
  silentOver: number,
): FoundAlert[] {
  const found: FoundAlert[] = [];
  const [calls, errors] = [recentOf(recent.calls), recentOf(recent.errors)];
  const [spike, silence, errorRate, qps] = [
    ruleOf("spike"),
    ruleOf("silence"),
    ruleOf("error_rate"),
    ruleOf("qps_breaches"),
  ];
  if (past !== null) {
    const { calls: usual, errors: usualErrors } = past;
    if (spike.isOn && isSudden(calls) && isAbove(calls.now, usual, past.callBursts, spike.value)) {
      const data = { calls: calls.now, usual: usual.mid, most: Math.max(usual.most, past.callBursts) };
      found.push({ kind: "spike", key, occurrence, data });
    }
    const seen = {
      errors: errors.now,
      calls: calls.now,
      usualErrors: usualErrors.mid,
      usualCalls: usual.mid,
    };
    if (
      errorRate.isOn &&
      isSudden(errors) &&
      isAbove(errors.now, usualErrors, past.errorBursts, ERROR_TIMES) &&
      isLargerShare(seen, errorRate.value)
    ) {
      const share = Math.min(1, usualErrors.mid / Math.max(usual.mid, 1));
      const data = { errors: errors.now, calls: calls.now, usual: share };
      found.push({ kind: "error_rate", key, occurrence, data });
    }
    const known = recent.calls.subarray(Math.max(0, recent.calls.length - silentOver));
    if (silence.isOn && isSilent(known, usual, silence.value)) {
      found.push({ kind: "silence", key, occurrence, data: { usual: usual.mid } });
    }
  }
  const last = (counts: Uint32Array) => counts.subarray(-BREACHES_OVER);
  const total = last(recent.calls).reduce((sum, count) => sum + count, 0);
  const minutes = breachedMinutes(last(recent.breaches), total);
  if (qps.isOn && minutes >= qps.value) {
    const breaches = last(recent.breaches).reduce((sum, count) => sum + count, 0);
    found.push({ kind: "qps_breaches", key, occurrence, data: { breaches, calls: total, minutes } });
  }
  return found;
}

type Open = { kind: string; data: unknown };

/** Whether what an alert is about is over, by a key's last minutes. */
export function isOver({ kind, data }: Open, recent: RecentCalls): boolean {
  const sum = (counts: Uint32Array) => counts.subarray(-WINDOW).reduce((all, count) => all + count, 0);
  const number = (name: string): number => {
    const value = typeof data === "object" && data !== null ? Reflect.get(data, name) : undefined;
    return typeof value === "number" ? value : 0;
  };
  const calls = sum(recent.calls);
  if (kind === "silence") return calls > 0;
  if (kind === "spike") return calls <= Math.max(number("most"), 1.5 * number("usual"));
  if (kind === "error_rate") {
    const before = number("errors") / Math.max(number("calls"), 1);
    return sum(recent.errors) <= (calls * (before + number("usual"))) / 2;
  }
  return recent.breaches.subarray(-BREACHES_OVER).every((count) => count === 0);
}
