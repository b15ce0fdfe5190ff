import { refuseRaw } from "@/lib/edge/check";
import { isSoundlyFramed } from "@/lib/edge/raw-request";
import { answerRefused, answerTo } from "@/lib/forwarding/answer-to";
import type { ClientResponse } from "@/lib/forwarding/client-response";
import type { EdgeHost, MeteredCall } from "@/lib/forwarding/edge-host";

/** Answers a metered call straight from the socket, after what only its raw fields show. */
export function answerMetered(
  call: MeteredCall,
  rawHeaders: readonly string[],
  res: ClientResponse,
  host: EdgeHost,
): void {
  if (call.method === "TRACE") answerRefused(refuseRaw("method_not_supported"), call, res, host);
  else if (!isSoundlyFramed(rawHeaders)) answerRefused(refuseRaw("malformed_request"), call, res, host);
  else answerTo(call, res, host);
}
