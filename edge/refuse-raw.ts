import type { IncomingMessage, ServerResponse } from "node:http";
import { DEFAULT_KEY_HEADERS } from "@/lib/edge/credentials";
import type { Refused } from "@/lib/edge/decision";
import { RawHeaders } from "@/lib/edge/headers";
import type { CountryOf, UsageSink } from "@/lib/edge/ports";
import { refusalAnswer } from "@/lib/edge/refusal-answer";
import { usageRecordOf } from "@/lib/edge/usage-record";
import type { RefusalCode } from "@/lib/edge/verdict";
import { newId } from "@/lib/std/id";

export type RawRefusalOptions = {
  readonly code: RefusalCode;
  readonly peer: string;
  readonly publicUrl: string;
  /** Counts the refusal; null where the path was never going to be a metered one. */
  readonly sink: UsageSink | null;
  readonly countryOf: CountryOf;
};

/** Answers a request that the edge turns away before Next sees it, and counts it like every other refusal. */
export function refuseRaw(req: IncomingMessage, res: ServerResponse, options: RawRefusalOptions): void {
  const arrivedAt = performance.now();
  const headers = new RawHeaders(req.rawHeaders);
  const call = { method: req.method ?? "", target: req.url ?? "", headers, ip: options.peer };
  const requestId = newId("request");
  const refused: Refused = {
    kind: "refused",
    code: options.code,
    route: null,
    key: null,
    credential: "none",
    tokenId: "",
    limits: [],
    observed: [],
    retryAfterMs: 0,
    violated: [],
    saw: "",
    rule: "",
  };
  const answer = refusalAnswer(refused, call, {
    requestId,
    publicUrl: options.publicUrl,
    keyHeaders: DEFAULT_KEY_HEADERS,
    at: arrivedAt,
  });
  const { status, body } = answer;
  const length = Buffer.byteLength(body);
  const bytesOut = req.method === "HEAD" ? 0 : length;
  const latencyMs = performance.now() - arrivedAt;
  const ending = { at: Date.now(), status, bytesIn: 0, bytesOut, latencyMs, requestId };
  options.sink?.record(usageRecordOf(refused, call, ending, options.countryOf));
  options.sink?.writeOut?.();
  res.writeHead(status, [...answer.headers, "Content-Length", String(length)]);
  res.end(body);
}
