import type { AnswerContext } from "@/lib/edge/answer-headers";
import { checkCall, refuseAdmitted } from "@/lib/edge/check";
import { preflightAnswer } from "@/lib/edge/cors";
import type { Admitted, Call, Refused } from "@/lib/edge/decision";
import { forwardedAnswerHeaders, forwardRequestHeaders } from "@/lib/edge/forward-headers";
import { RawHeaders } from "@/lib/edge/headers";
import { refusalAnswer } from "@/lib/edge/refusal-answer";
import { upstreamTarget } from "@/lib/edge/upstream-target";
import { usageRecordOf } from "@/lib/edge/usage-record";
import { newId } from "@/lib/std/id";
import { answerStream } from "./answer-stream";
import type { EdgeHost } from "./edge-host";
import { type Forwarded, forward, type UpstreamAnswer } from "./forward";

/** A call as its host received it. */
export type ReceivedCall = Call & {
  readonly body: AsyncIterable<Uint8Array> | null;
  /** Fires when the client goes away. */
  readonly client: AbortSignal;
};

export type CallAnswer = {
  readonly status: number;
  /** Name, value, name, value …, `Content-Length` included where it is known. */
  readonly headers: string[];
  readonly body: ReadableStream<Uint8Array> | string | null;
};

/** Noted for a call whose client left before there was anything to answer; nginx' number for it. Never sent. */
const CLIENT_GONE = 499;

/**
 * Answers one metered call: decides, forwards what is admitted, and counts it.
 *
 * Exactly one usage record per decided call (none for a preflight), handed over before the last byte of the answer is.
 * Rejects only when the edge itself is broken.
 */
export async function answerCall(call: ReceivedCall, host: EdgeHost): Promise<CallAnswer> {
  const requestId = newId("request");
  const decision = checkCall(call, host.deps, Date.now());
  const verdict = decision instanceof Promise ? await decision : decision;
  switch (verdict.kind) {
    case "preflight":
      return { ...preflightAnswer(call.headers, requestId), body: null };
    case "refused":
      return refuse(verdict, call, host, requestId, 0);
    case "admitted":
      try {
        return await admit(verdict, call, host, requestId);
      } catch (cause) {
        verdict.lease?.end({ isRefunded: true, bytes: 0 });
        throw cause;
      }
  }
}

async function admit(
  admitted: Admitted,
  call: ReceivedCall,
  host: EdgeHost,
  requestId: string,
): Promise<CallAnswer> {
  const { product } = admitted.route;
  const target = upstreamTarget(admitted);
  const headers = forwardRequestHeaders(admitted, call, {
    requestId,
    sentTarget: target,
    scheme: host.publicUrl.startsWith("https:") ? "https" : "http",
    now: Date.now(),
    hmac: host.hmac,
  });
  const forwarded = await forward({
    method: call.method,
    upstream: product.upstream,
    target,
    headers,
    body: call.body,
    contentLength: call.contentLength,
    bodyLimitBytes: product.bodyLimitBytes,
    client: call.client,
    policy: host.policy,
  });
  if (forwarded.ok) return passOn(admitted, call, host, requestId, target, forwarded);
  const bytesIn = forwarded.sent.bytes;
  if (forwarded.failure === "client_gone") {
    count(admitted, call, host, { status: CLIENT_GONE, bytesIn, bytesOut: 0 });
    return { status: CLIENT_GONE, headers: [], body: null };
  }
  // Before the answer is built: it tells what is left, this call's share included.
  admitted.lease?.end({ isRefunded: true, bytes: 0 });
  return refuse(refuseAdmitted(admitted, forwarded.failure), call, host, requestId, bytesIn);
}

function passOn(
  admitted: Admitted,
  call: ReceivedCall,
  host: EdgeHost,
  requestId: string,
  target: string,
  { answer, sent }: Extract<Forwarded, { ok: true }>,
): CallAnswer {
  const { status } = answer;
  const upstream = new RawHeaders(answer.rawHeaders);
  const headers = forwardedAnswerHeaders(admitted, call, upstream, target, contextOf(host, requestId));
  const contentLength = lengthOf(answer, upstream);
  if (contentLength !== null) headers.push("Content-Length", String(contentLength));
  const settled = (bytesOut: number) =>
    count(admitted, call, host, { status, bytesIn: sent.bytes, bytesOut });
  if (answer.body === null) {
    settled(0);
    return { status, headers, body: null };
  }
  return { status, headers, body: answerStream(answer.body, { contentLength, onSettled: settled }) };
}

function refuse(
  refused: Refused,
  call: ReceivedCall,
  host: EdgeHost,
  requestId: string,
  bytesIn: number,
): CallAnswer {
  const { status, headers, body } = refusalAnswer(refused, call, contextOf(host, requestId));
  const length = Buffer.byteLength(body);
  const isHead = call.method === "HEAD";
  count(refused, call, host, { status, bytesIn, bytesOut: isHead ? 0 : length });
  return { status, headers: [...headers, "Content-Length", String(length)], body: isHead ? null : body };
}

function count(
  verdict: Admitted | Refused,
  call: Call,
  host: EdgeHost,
  ending: { status: number; bytesIn: number; bytesOut: number },
): void {
  if (verdict.kind === "admitted") {
    verdict.lease?.end({ isRefunded: false, bytes: ending.bytesIn + ending.bytesOut });
  }
  const latencyMs = performance.now() - call.arrivedAt;
  host.sink.record(
    usageRecordOf(verdict, call, { ...ending, requestId: "", at: Math.round(Date.now() - latencyMs), latencyMs }),
  );
}

function contextOf(host: EdgeHost, requestId: string): AnswerContext {
  return { requestId, publicUrl: host.publicUrl, keyHeaders: host.deps.keyHeaders, at: performance.now() };
}

/** A declared length the client may rely on; a bodiless status other than that of a HEAD has none. */
function lengthOf(answer: UpstreamAnswer, headers: RawHeaders): number | null {
  const declared = headers.get("content-length");
  if (declared === null || !/^\d{1,15}$/.test(declared)) return null;
  return answer.status === 204 || answer.status === 304 ? null : Number(declared);
}
