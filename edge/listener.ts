import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { CidrSet } from "@/lib/edge/cidr";
import { ALLOWED_METHODS } from "@/lib/edge/gates";
import { RawHeaders } from "@/lib/edge/headers";
import type { UsageSink } from "@/lib/edge/ports";
import { judgeRawRequest } from "@/lib/edge/raw-request";
import { RESERVED_ROOTS } from "@/lib/edge/reserved-roots";
import type { RefusalCode } from "@/lib/edge/verdict";
import { closeExchange, EXCHANGE_HEADER, type Exchange, openExchange } from "@/lib/forwarding/exchange";
import { isLingering } from "@/lib/forwarding/linger";
import { rootOf } from "@/lib/pages/page-path";
import { clientOf } from "./client";
import type { EdgeEndpoints } from "./endpoints";
import { guardAnswer } from "./guard-answer";
import { refuseRaw } from "./refuse-raw";
import { declaredLength, hasBody, requestBody, withoutBody } from "./request-body";
import { isInternalHeader } from "./strip-headers";

export type ListenerOptions = {
  /** Next's request handler. */
  readonly next: (req: IncomingMessage, res: ServerResponse) => Promise<void>;
  readonly sink: UsageSink;
  readonly publicUrl: string;
  /** Proxies whose word about their clients is believed. */
  readonly trusted: CidrSet;
};

/**
 * Stands in front of Next: judges what only the raw request shows, removes what no client may say, and opens the
 * exchange that tells `proxy.ts` the peer, the raw target and fields, and the unread body.
 */
export function requestListener(options: ListenerOptions, expectsContinue: boolean): RequestListener {
  return (req, res) => {
    if (isLingering(req.socket)) return;
    const target = req.url ?? "";
    const client = clientOf(req.socket, new RawHeaders(req.rawHeaders), options.trusted);
    const peer = client.ip;
    const root = rootOf(target);
    const isOfApp = RESERVED_ROOTS.has(root);
    const exchange: Exchange = {
      peer,
      isSecure: client.isSecure,
      rawTarget: target,
      rawHeaders: req.rawHeaders,
      contentLength: hasBody(req) ? declaredLength(req) : null,
      arrivedAt: performance.now(),
      body: !isOfApp && hasBody(req) ? requestBody(req, res, expectsContinue) : null,
      answer: undefined,
    };
    guardAnswer(req, res, exchange);
    if (target === "*") return answerServerOptions(req, res);
    if (root === "edge" && options.endpoints(req, res, peer)) return;
    const code = judge(req, target);
    if (code !== null) {
      const sink = isOfApp ? null : options.sink;
      return refuseRaw(req, res, { code, peer, publicUrl: options.publicUrl, sink });
    }
    for (const name of Object.keys(req.headers)) {
      if (isInternalHeader(name, root === "samples")) delete req.headers[name];
    }
    const token = openExchange(exchange);
    res.once("close", () => closeExchange(token));
    req.headers[EXCHANGE_HEADER] = token;
    if (isOfApp && expectsContinue) res.writeContinue();
    options.next(isOfApp ? req : withoutBody(req), res).catch(() => res.destroy());
  };
}

function judge(req: IncomingMessage, target: string): RefusalCode | null {
  if (req.method === "TRACE") return "method_not_supported";
  return judgeRawRequest({ method: req.method ?? "", target, rawHeaders: req.rawHeaders });
}

/** `OPTIONS *` asks about the server as a whole; any other method on `*` means nothing. */
function answerServerOptions(req: IncomingMessage, res: ServerResponse): void {
  const isOptions = req.method === "OPTIONS";
  res.writeHead(isOptions ? 204 : 400, isOptions ? { Allow: ALLOWED_METHODS } : {});
  res.end();
}
