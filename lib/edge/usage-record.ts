import type { Admitted, Call, Refused } from "./decision";
import type { UsageRecord } from "./ports";

/** How a call ended, as the host saw it. */
export type Ending = {
  /** Unix time of the call, milliseconds. */
  readonly at: number;
  readonly status: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly latencyMs: number;
};

/** The one record of a decided call. Holds no path, no query and nothing a client wrote. */
export function usageRecordOf(
  verdict: Admitted | Refused,
  call: Pick<Call, "ip">,
  ending: Ending,
): UsageRecord {
  return {
    ...ending,
    orgId: verdict.key?.orgId ?? "",
    keyId: verdict.key?.keyId ?? "",
    secretId: verdict.key?.secretId ?? "",
    productId: verdict.route?.product.id ?? "",
    classId: verdict.route?.endpointClass.id ?? "",
    code: verdict.kind === "refused" ? verdict.code : "",
    ip: call.ip,
  };
}
