import type { Admitted, Call, Refused } from "@/lib/edge/decision";
import { usageRecordOf } from "@/lib/edge/usage-record";
import type { EdgeHost } from "./edge-host";
import type { Outcome } from "./outcome";

/** Noted for a call whose client left before there was anything to answer; nginx' number for it. Never sent. */
export const CLIENT_GONE = 499;

/**
 * Counts a decided call, and ends what an admitted one held of its limits. Called exactly once for each, before the last
 * byte of its answer is handed over.
 */
export function settle(verdict: Admitted | Refused, call: Call, host: EdgeHost, outcome: Outcome): void {
  if (verdict.kind === "admitted") {
    verdict.lease?.end({ isRefunded: false, bytes: outcome.bytesIn + outcome.bytesOut });
  }
  const sinceMs = performance.now() - call.arrivedAt;
  const { requestId, status, bytesIn, bytesOut, latencyMs = sinceMs } = outcome;
  // Field by field: a spread costs more than everything else here.
  const ending = { requestId, status, bytesIn, bytesOut, latencyMs, at: Math.round(Date.now() - sinceMs) };
  host.sink.record(usageRecordOf(verdict, call, ending, host.deps.country));
  host.tracing?.settled(call, verdict, outcome);
}

/** Tells a meter that may lose no call of one that is about to be forwarded. */
export function noteAdmitted(admitted: Admitted, call: Call, host: EdgeHost, requestId: string): void {
  if (host.sink.admitted === undefined) return;
  const ending = { requestId, status: 0, bytesIn: 0, bytesOut: 0, latencyMs: 0, at: Date.now() };
  host.sink.admitted(usageRecordOf(admitted, call, ending, host.deps.country));
}
