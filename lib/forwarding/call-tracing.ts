import type { Admitted, Call, Refused } from "@/lib/edge/decision";
import type { Outcome } from "./outcome";

/**
 * Follows metered calls for a tracing system. A host without one pays a look at an empty field.
 *
 * Never throws, never waits. Each call is decided once, asked for once or, when it is repeated, twice, and settled once;
 * one that was refused before it could be decided is only settled.
 */
export interface CallTracing {
  /** The gates have spoken, just now. */
  decided(call: Call, verdict: Admitted | Refused): void;
  /** Its upstream is about to be asked. Answers the `traceparent` that the upstream is to be sent. */
  asked(call: Call, admitted: Admitted): string;
  settled(call: Call, verdict: Admitted | Refused, outcome: Outcome): void;
}
