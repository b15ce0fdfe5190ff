import type { NextRequest } from "next/server";
import { RawHeaders } from "@/lib/edge/headers";
import type { ReceivedCall } from "@/lib/forwarding/answer-call";
import type { Exchange } from "@/lib/forwarding/exchange";

/**
 * A metered call as `proxy.ts` got it.
 *
 * With an exchange: the raw request, the socket's address, the body unread. Without one (plain `next start`): what Next
 * made of it, and an unknown address; what the client says about its own is never believed.
 */
export function receivedCall(
  request: NextRequest,
  exchange: Exchange | undefined,
  target: string,
): ReceivedCall {
  const length = exchange === undefined ? request.headers.get("content-length") : exchange.contentLength;
  return {
    method: request.method,
    target,
    headers: exchange === undefined ? request.headers : new RawHeaders(exchange.rawHeaders),
    ip: exchange?.peer ?? "unknown",
    contentLength: length === null ? null : Number(length),
    arrivedAt: exchange?.arrivedAt ?? performance.now(),
    body: exchange === undefined ? request.body : exchange.body,
    client: request.signal,
  };
}
