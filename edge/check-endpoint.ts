import type { IncomingMessage, ServerResponse } from "node:http";
import { checkCall } from "@/lib/edge/check";
import { admittedCheckAnswer, type CheckAnswer, nginxRefusal } from "@/lib/edge/check-only-answer";
import {
  CHECK_PATH,
  isCheckTarget,
  OriginalHeaders,
  type OriginalRequest,
  originalRequest,
} from "@/lib/edge/check-only-request";
import { CidrSet } from "@/lib/edge/cidr";
import type { Admitted, Call, EdgeDeps, Refused } from "@/lib/edge/decision";
import { RawHeaders } from "@/lib/edge/headers";
import type { Hmac, UsageSink } from "@/lib/edge/ports";
import { judgeRawRequest } from "@/lib/edge/raw-request";
import { refusalAnswer } from "@/lib/edge/refusal-answer";
import { usageRecordOf } from "@/lib/edge/usage-record";
import type { RefusalCode } from "@/lib/edge/verdict";
import { Walk } from "@/lib/edge/walk";
import { internalAnswer } from "@/lib/forwarding/internal-answer";
import { logger } from "@/lib/logging/logger";
import { newId } from "@/lib/std/id";
import { clientOf } from "./client";
import type { GatewayTrust } from "./gateway-trust";
import { peerOf } from "./peer";
import { writeAnswer } from "./write-answer";

const NOBODY = new CidrSet([]);

/** What the endpoints for other gateways need; one object per process. */
export type EndpointHost = {
  readonly deps: EdgeDeps;
  readonly hmac: Hmac;
  readonly sink: UsageSink;
  /** Base URL of the dashboard, without trailing slash. */
  readonly publicUrl: string;
  readonly believedBy: GatewayTrust;
};

/** A question, and what is known of whoever asks it. */
type Question = {
  readonly call: Call;
  readonly isNginx: boolean;
  readonly requestId: string;
};

/**
 * Answers `/edge/check` and `/edge/check/<original path>`; false when the request is about something else.
 *
 * Any method, in front of every framework, because the original path must arrive as it was sent. The verdict is that of
 * a call and takes from the limits like one; nothing is forwarded, no body is read. Decisions are counted without
 * status when admitted, bytes and latency: only the gateway will know them.
 */
export function answerCheck(req: IncomingMessage, res: ServerResponse, host: EndpointHost): boolean {
  const target = req.url ?? "";
  if (!isCheckTarget(target)) return false;
  const requestId = newId("request");
  const headers = new RawHeaders(req.rawHeaders);
  const method = req.method ?? "";
  const believed = host.believedBy(peerOf(req.socket), headers);
  const original = originalRequest(method, target, headers);
  const question: Question = {
    call: {
      ...(original ?? { method, target: CHECK_PATH }),
      ...clientOf(req.socket, headers, believed ?? NOBODY),
      headers: new OriginalHeaders(headers),
      // The gateway has the body, and its own limit.
      contentLength: null,
      arrivedAt: performance.now(),
    },
    isNginx: original?.isNginx ?? false,
    requestId,
  };
  const fault = faultOf(req.rawHeaders, believed !== null, original);
  if (fault !== null) {
    const walk = new Walk(question.call, host.deps, Date.now());
    writeAnswer(res, refused(walk.refused(fault), question, host));
    return true;
  }
  decide(question, host).then(
    (answer) => writeAnswer(res, answer),
    (err: unknown) => {
      const internal = internalAnswer();
      logger.error({ err, requestId: internal.requestId }, "the edge failed to give a verdict");
      writeAnswer(res, internal.answer);
    },
  );
  return true;
}

/** What is wrong with the question itself. Its own target is judged as part of the original request. */
function faultOf(
  rawHeaders: string[],
  isTrusted: boolean,
  original: OriginalRequest | null,
): RefusalCode | null {
  const malformed = judgeRawRequest({ method: "GET", target: CHECK_PATH, rawHeaders });
  if (malformed !== null) return malformed;
  if (!isTrusted) return "caller_not_trusted";
  return original === null ? "original_request_missing" : null;
}

async function decide(question: Question, host: EndpointHost): Promise<CheckAnswer> {
  const { call, requestId } = question;
  const now = Date.now();
  const verdict = await checkCall(call, host.deps, now);
  if (verdict.kind === "refused") return refused(verdict, question, host);
  if (verdict.kind === "preflight") throw new Error("A question was taken for a preflight.");
  // The gateway does not tell when the call it asked for has ended, nor how.
  verdict.lease?.end({ isRefunded: false, bytes: 0 });
  count(verdict, question, host, 0);
  return admittedCheckAnswer(verdict, call, { ...contextOf(host, requestId), now, hmac: host.hmac });
}

function refused(verdict: Refused, question: Question, host: EndpointHost): CheckAnswer {
  const { call, isNginx, requestId } = question;
  const answer = refusalAnswer(verdict, call, contextOf(host, requestId));
  count(verdict, question, host, answer.status);
  return isNginx ? nginxRefusal(answer, verdict.code) : answer;
}

function count(
  verdict: Admitted | Refused,
  { call, requestId }: Question,
  host: EndpointHost,
  status: number,
): void {
  const ending = { at: Date.now(), status, bytesIn: 0, bytesOut: 0, latencyMs: 0, requestId };
  host.sink.record(usageRecordOf(verdict, call, ending, host.deps.country));
  host.sink.writeOut?.();
}

function contextOf(host: EndpointHost, requestId: string) {
  return { requestId, publicUrl: host.publicUrl, keyHeaders: host.deps.keyHeaders, at: performance.now() };
}
