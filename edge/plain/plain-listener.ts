import type { CidrSet } from "@/lib/edge/cidr";
import { RawHeaders } from "@/lib/edge/headers";
import type { EdgeHost } from "@/lib/forwarding/edge-host";
import { answerMetered } from "../answer-metered";
import { clientOf } from "../client";
import type { PlainListener } from "./plain-connection";

export type PlainListenerOptions = {
  readonly host: EdgeHost;
  /** Proxies whose word about their clients is believed. */
  readonly trusted: CidrSet;
  /** Whether a request may be no metered call, by its raw target and fields. */
  readonly isAside: (target: string, headers: RawHeaders) => boolean;
};

/** Answers plain requests that are metered calls, as `meteredListener` does all others. */
export function plainListener({ host, trusted, isAside }: PlainListenerOptions): PlainListener {
  return ({ target, rawHeaders }, res) => {
    const headers = new RawHeaders(rawHeaders);
    if (isAside(target, headers)) return false;
    const { ip, isSecure } = clientOf(res.req.socket, headers, trusted);
    const call = {
      method: "GET",
      target,
      headers,
      ip,
      isSecure,
      contentLength: null,
      arrivedAt: performance.now(),
      body: null,
    };
    answerMetered(call, rawHeaders, res, host);
    return true;
  };
}
