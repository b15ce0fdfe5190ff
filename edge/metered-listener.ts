import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { CidrSet } from "@/lib/edge/cidr";
import { RawHeaders } from "@/lib/edge/headers";
import type { EdgeHost } from "@/lib/forwarding/edge-host";
import { isLingering } from "@/lib/forwarding/linger";
import { answerMetered } from "./answer-metered";
import { clientOf } from "./client";
import { meteredCall } from "./metered-call";
import { answerServerOptions } from "./server-options";

/** Answers a request that is no metered call, by its raw target; false when it is one. */
export type Aside = (req: IncomingMessage, res: ServerResponse) => boolean;

export type MeteredListenerOptions = {
  readonly host: EdgeHost;
  /** Proxies whose word about their clients is believed. */
  readonly trusted: CidrSet;
  readonly aside: Aside;
};

/**
 * Answers metered calls straight from the socket, with the raw target and raw fields: no framework in between, nothing
 * parsed that no gate asks for, and no promise for a call that can be refused from memory.
 */
export function meteredListener(options: MeteredListenerOptions, expectsContinue: boolean): RequestListener {
  const { host, trusted, aside } = options;
  return (req, res) => {
    if (isLingering(req.socket)) return;
    if (aside(req, res)) return;
    const headers = new RawHeaders(req.rawHeaders);
    const client = clientOf(req.socket, headers, trusted);
    const call = meteredCall(req, res, { target: req.url ?? "", headers, client, expectsContinue });
    if (call.target === "*" && call.method === "OPTIONS") answerServerOptions(res);
    else answerMetered(call, req.rawHeaders, res, host);
  };
}
