import {
  BEFORE,
  hasStopped,
  isAbove,
  isSilent,
  isSudden,
  recentOf,
  SILENT_MINUTES,
  STEADY_LEAST,
} from "../judge-calls";
import { ALERT_KINDS } from "../kinds";
import {
  AROUND,
  BURST_WEEKS,
  burstLevel,
  type Counts,
  QUARTERS_A_WEEK,
  type Usual,
  usualOf,
  WEEKS,
  WINDOW,
} from "../usual";
import { WEEK } from "./traffic";

const SILENT_FROM = ALERT_KINDS.silence.term.usual;

export type Found = "spike" | "silence" | null;

/** What the watch would say of one key, minute by minute, from the calls it made. */
export class WatchedKey {
  readonly #calls: Uint32Array;
  readonly #quarters: Uint32Array;
  #bursts = { week: -1, level: 0 };

  constructor(calls: Uint32Array) {
    this.#calls = calls;
    this.#quarters = new Uint32Array(Math.floor(calls.length / 15));
    for (let at = 0; at < calls.length; at++) {
      const quarter = Math.floor(at / 15);
      this.#quarters[quarter] = (this.#quarters[quarter] ?? 0) + (calls[at] ?? 0);
    }
  }

  /** @param minutes What happened of late, where it is not what the key did: the minutes until `end`. */
  judge(end: number, times: number, given?: Uint32Array): Found {
    if (given === undefined && this.#isDull(end)) return null;
    const minutes = given ?? this.recent(end);
    const recent = recentOf(minutes);
    const isCandidate = isSudden(recent);
    if (!isCandidate && !hasStopped(minutes)) return null;
    const usual = this.usual(end);
    if (usual === null) return null;
    const isHigh = isCandidate && isAbove(recent.now, usual, 0, times);
    if (isHigh && isAbove(recent.now, usual, this.bursts(end), times)) return "spike";
    return isSilent(minutes, usual, SILENT_FROM) ? "silence" : null;
  }

  /** Neither a rise nor a stop, by one of the windows before alone: true of nearly all minutes, and quickly said. */
  #isDull(end: number): boolean {
    if (isSudden({ now: this.#sum(end, WINDOW), before: this.#sum(end - WINDOW - 1, WINDOW) })) return false;
    return this.#sum(end, SILENT_MINUTES) > 0 || this.#sum(end - SILENT_MINUTES - 1, WINDOW) < STEADY_LEAST;
  }

  #sum(end: number, length: number): number {
    let sum = 0;
    for (let at = end - length; at < end; at++) sum += this.#calls[at] ?? 0;
    return sum;
  }

  recent(end: number): Uint32Array {
    return this.#calls.subarray(end - BEFORE, end);
  }

  usual(end: number): Usual | null {
    const weeks: Counts[] = [];
    for (let week = 1; week <= WEEKS; week++) {
      const from = end - week * WEEK - AROUND - WINDOW + 1;
      if (from >= 0) weeks.push(this.#calls.subarray(from, from + 2 * AROUND + WINDOW - 1));
    }
    return usualOf(weeks);
  }

  bursts(end: number): number {
    const week = Math.floor(end / WEEK);
    if (this.#bursts.week !== week) {
      const last = week * QUARTERS_A_WEEK;
      const from = Math.max(0, last - BURST_WEEKS * QUARTERS_A_WEEK);
      this.#bursts = { week, level: burstLevel(this.#quarters.subarray(from, last)) };
    }
    return this.#bursts.level;
  }
}
