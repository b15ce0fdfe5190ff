import { checkCall } from "@/lib/edge/check";
import { preflightAnswer } from "@/lib/edge/cors";
import type { Refused, Verdict } from "@/lib/edge/decision";
import { refusalAnswer } from "@/lib/edge/refusal-answer";
import { logger } from "@/lib/logging/logger";
import { newId } from "@/lib/std/id";
import type { ClientResponse } from "./client-response";
import type { EdgeHost, MeteredCall } from "./edge-host";
import { endInOne } from "./end-in-one";
import { internalAnswer } from "./internal-answer";
import { Passage } from "./passage";
import { settle } from "./settle";
import { writeHead } from "./write-head";

/**
 * Answers one metered call on its connection: decides, forwards what is admitted, counts it, and writes status, headers
 * and body as they are to be.
 *
 * Writes in this turn of the event loop when the key is in memory and the call is refused. Exactly one usage record per decided call
 * (none for a preflight), handed over before the last byte of the answer is. Never throws: when the edge itself is broken the
 * answer is a 500 problem, and the fault is logged.
 */
export function answerTo(call: MeteredCall, res: ClientResponse, host: EdgeHost): void {
  try {
    const verdict = checkCall(call, host.deps, Date.now());
    if (verdict instanceof Promise) {
      verdict
        .then((late) => answerVerdict(late, call, res, host))
        .catch((error: unknown) => answerFault(error, call, res));
    } else answerVerdict(verdict, call, res, host);
  } catch (error) {
    answerFault(error, call, res);
  }
}

/** Answers a refusal that was found apart from `checkCall`, on the raw request say, and counts it like every other. */
export function answerRefused(
  refused: Refused,
  call: MeteredCall,
  res: ClientResponse,
  host: EdgeHost,
): void {
  refuse(refused, call, res, host, newId("request"), 0);
}

function answerVerdict(verdict: Verdict, call: MeteredCall, res: ClientResponse, host: EdgeHost): void {
  const requestId = newId("request");
  if (verdict.kind !== "preflight") host.tracing?.decided(call, verdict);
  if (verdict.kind === "refused") {
    refuse(verdict, call, res, host, requestId, 0);
    return;
  }
  if (verdict.kind === "preflight") {
    const { status, headers } = preflightAnswer(call.headers, requestId);
    writeHead(call, res, status, headers);
    res.end();
    return;
  }
  try {
    new Passage(verdict, call, res, host, requestId, (refused, bytesIn) =>
      refuse(refused, call, res, host, requestId, bytesIn),
    ).begin();
  } catch (cause) {
    verdict.lease?.end({ isRefunded: true, bytes: 0 });
    throw cause;
  }
}

function refuse(
  refused: Refused,
  call: MeteredCall,
  res: ClientResponse,
  host: EdgeHost,
  requestId: string,
  bytesIn: number,
): void {
  const { publicUrl, deps } = host;
  const context = { requestId, publicUrl, keyHeaders: deps.keyHeaders, at: performance.now() };
  const { status, headers, body } = refusalAnswer(refused, call, context);
  const length = Buffer.byteLength(body);
  headers.push("Content-Length", String(length));
  settle(refused, call, host, { requestId, status, bytesIn, bytesOut: call.method === "HEAD" ? 0 : length });
  writeHead(call, res, status, headers);
  // As many bytes as characters: one byte each.
  if (length === body.length) endInOne(res, body, host.sink);
  else {
    host.sink.writeOut?.();
    res.end(body);
  }
}

function answerFault(error: unknown, call: MeteredCall, res: ClientResponse): void {
  const { requestId, answer } = internalAnswer();
  logger.error({ err: error, requestId }, "the edge failed to answer a call");
  if (res.headersSent) {
    res.destroy();
    return;
  }
  writeHead(call, res, answer.status, answer.headers);
  res.end(answer.body);
}
