import { reviewCall } from "@/lib/edge/check";
import type { Call, EdgeDeps } from "@/lib/edge/decision";
import type { RefusalCode } from "@/lib/edge/verdict";
import type { CloseCode } from "./tunnel";

/** A call about which nobody can tell for so long is ended: no change takes longer than this to take effect. */
const UNKNOWN_MS = 5_000;
/** So long may one connection live; its client may come back. */
const LIFE_MS = 3_600_000;

/** These say nothing about the call. */
const NOBODY_KNOWS: ReadonlySet<RefusalCode> = new Set([
  "overloaded",
  "keys_unavailable",
  "too_many_failures",
]);

/**
 * Holds a call that goes on against the gates, each time it is asked, with what is true then: `end` is called when it would be
 * refused, when nobody could tell for 5 s, or when it has gone on for an hour.
 */
export class Review {
  readonly #call: Call;
  readonly #deps: EdgeDeps;
  readonly #end: (code: CloseCode, reason: string) => void;
  #isAsking = false;
  /** When the gates last had an answer. */
  #knownAt: number;

  constructor(call: Call, deps: EdgeDeps, end: (code: CloseCode, reason: string) => void) {
    this.#call = call;
    this.#deps = deps;
    this.#end = end;
    this.#knownAt = call.arrivedAt;
  }

  /**
   * @param now Unix time, milliseconds.
   * @param at The clock calls arrive by, now.
   */
  ask(now: number, at: number): void {
    if (at - this.#call.arrivedAt >= LIFE_MS) {
      this.#end(1001, "an hour is over");
      return;
    }
    if (this.#isAsking) {
      this.#hear("keys_unavailable", at);
      return;
    }
    const outcome = reviewCall(this.#call, this.#deps, now);
    if (!(outcome instanceof Promise)) {
      this.#hear(outcome, at);
      return;
    }
    this.#isAsking = true;
    const hear = (code: RefusalCode | null) => {
      this.#isAsking = false;
      this.#hear(code, at);
    };
    // A store that breaks its contract tells nothing either.
    outcome.then(hear, () => hear("keys_unavailable"));
  }

  #hear(code: RefusalCode | null, at: number): void {
    const isUnknown = code !== null && NOBODY_KNOWS.has(code);
    if (!isUnknown) this.#knownAt = at;
    if (code !== null && (!isUnknown || at - this.#knownAt >= UNKNOWN_MS)) this.#end(1008, code);
  }
}
