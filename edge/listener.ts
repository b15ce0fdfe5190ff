import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { CidrSet } from "@/lib/edge/cidr";
import { RawHeaders } from "@/lib/edge/headers";
import { judgeRawRequest } from "@/lib/edge/raw-request";
import { RESERVED_ROOTS } from "@/lib/edge/reserved-roots";
import type { RefusalCode } from "@/lib/edge/verdict";
import { answerTo } from "@/lib/forwarding/answer-to";
import type { EdgeHost, MeteredCall } from "@/lib/forwarding/edge-host";
import { closeExchange, EXCHANGE_HEADER, type Exchange, openExchange } from "@/lib/forwarding/exchange";
import { isLingering } from "@/lib/forwarding/linger";
import { emptyOutbox } from "@/lib/forwarding/outbox";
import { rootOf } from "@/lib/pages/page-path";
import { clientOf } from "./client";
import type { EdgeEndpoints } from "./endpoints";
import { guardAnswer } from "./guard-answer";
import { meteredCall } from "./metered-call";
import { refuseRaw } from "./refuse-raw";
import { answerServerOptions } from "./server-options";
import { standIn } from "./stand-in";
import { isInternalHeader } from "./strip-headers";

export type ListenerOptions = {
  /** Next's request handler. */
  readonly next: (req: IncomingMessage, res: ServerResponse) => Promise<void>;
  /** Answers metered calls when `proxy.ts` asks for it. */
  readonly host: EdgeHost;
  readonly endpoints: EdgeEndpoints;
  /** Proxies whose word about their clients is believed. */
  readonly trusted: CidrSet;
};

/** Where the edge's own endpoints are, in front of Next. */
const ROOTS_OF_EDGE: ReadonlySet<string> = new Set(["edge", "oauth", ".well-known"]);

/**
 * Stands in front of Next: judges what only the raw request shows, removes what no client may say, and opens the
 * exchange by which `proxy.ts` answers metered calls and knows the peer and the raw target of the others.
 *
 * The first segment as it was sent decides whether the app or the edge answers.
 */
export function requestListener(options: ListenerOptions, expectsContinue: boolean): RequestListener {
  const { host } = options;
  return (req, res) => {
    if (isLingering(req.socket)) return;
    const target = req.url ?? "";
    const root = rootOf(target);
    const headers = new RawHeaders(req.rawHeaders);
    const client = clientOf(req.socket, headers, options.trusted);
    if (target === "*" && req.method === "OPTIONS") return answerServerOptions(res);
    if (ROOTS_OF_EDGE.has(root) && options.endpoints(req, res)) return;
    const isOfApp = RESERVED_ROOTS.has(root);
    const isPage = isOfApp || isLostVisitor(headers, target, host);
    const code = judge(req, target) ?? (isPage && root !== "samples" ? judgePage(target) : null);
    if (code !== null) {
      guardAnswer(req, res);
      // `//x` and its like are pages of nobody: every host counts them.
      const sink = isOfApp && root !== "" ? null : host.sink;
      const { publicUrl, deps } = host;
      return refuseRaw(req, res, { code, peer: client.ip, publicUrl, sink, countryOf: deps.country });
    }
    if (isPage) {
      guardAnswer(req, res);
      for (const name of Object.keys(req.headers)) {
        if (isInternalHeader(name, root === "samples")) delete req.headers[name];
      }
      const token = exchangeFor(res, { client: client.ip, rawTarget: target, answer: null });
      req.headers[EXCHANGE_HEADER] = token;
      if (expectsContinue) res.writeContinue();
      // A page may take long; answers of this turn do not wait for it.
      emptyOutbox();
      options.next(req, res).catch(() => res.destroy());
      return;
    }
    const call = meteredCall(req, res, { target, headers, client, expectsContinue });
    const answer = () => answerToEnd(call, res, host);
    const token = exchangeFor(res, { client: client.ip, rawTarget: target, answer });
    options.next(standIn(req, call.body !== null, token), res).catch(() => res.destroy());
  };
}

function exchangeFor(res: ServerResponse, exchange: Exchange): string {
  const token = openExchange(exchange);
  res.once("close", () => closeExchange(token));
  return token;
}

/** Answers a call and waits until the answer has left, so that Next finds the response done. */
function answerToEnd(call: MeteredCall, res: ServerResponse, host: EdgeHost): Promise<void> | undefined {
  // What Next has noted for an answer of its own has no place in this one.
  for (const name of res.getHeaderNames()) res.removeHeader(name);
  answerTo(call, res, host);
  if (res.writableEnded) return undefined;
  return new Promise((resolve) => res.once("close", resolve));
}

/** A person's browser at a path that is neither page nor product gets a page that says so; a program gets the problem. */
export function isLostVisitor(headers: RawHeaders, target: string, host: EdgeHost): boolean {
  if (headers.get("sec-fetch-mode") !== "navigate") return false;
  return host.deps.catalog.router.match(target.split("?", 1)[0] ?? target) === null;
}

/** Next answers 500 when it has to decode a path that is not UTF-8. */
function judgePage(target: string): RefusalCode | null {
  try {
    decodeURIComponent(target.split("?", 1)[0] ?? target);
    return null;
  } catch {
    return "malformed_request";
  }
}

function judge(req: IncomingMessage, target: string): RefusalCode | null {
  if (req.method === "TRACE") return "method_not_supported";
  return judgeRawRequest({ method: req.method ?? "", target, rawHeaders: req.rawHeaders });
}
