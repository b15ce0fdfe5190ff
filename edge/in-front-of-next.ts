import type { RequestListener } from "node:http";
import { RawHeaders } from "@/lib/edge/headers";
import { RESERVED_ROOTS } from "@/lib/edge/reserved-roots";
import type { EdgeHost } from "@/lib/forwarding/edge-host";
import { rootOf } from "@/lib/pages/page-path";
import { isLostVisitor, type ListenerOptions, requestListener } from "./listener";
import { type Aside, meteredListener } from "./metered-listener";
import type { PlainListener } from "./plain/plain-connection";
import { plainListener } from "./plain/plain-listener";

/**
 * The standalone host in front of Next, on one port: metered calls never reach Next, everything else is `requestListener`'s,
 * whose middleware goes on refusing to answer a metered call any other way.
 */
export function inFrontOfNext(options: ListenerOptions, expectsContinue: boolean): RequestListener {
  const { host, trusted } = options;
  const toNext = requestListener(options, expectsContinue);
  const aside: Aside = (req, res) => {
    if (!isOfApp(req.url ?? "", new RawHeaders(req.rawHeaders), host)) return false;
    toNext(req, res);
    return true;
  };
  return meteredListener({ host, trusted, aside }, expectsContinue);
}

/** The same for plain requests; what is not metered goes to {@link inFrontOfNext}. */
export function plainInFrontOfNext({ host, trusted }: ListenerOptions): PlainListener {
  return plainListener({ host, trusted, isAside: (target, headers) => isOfApp(target, headers, host) });
}

function isOfApp(target: string, headers: RawHeaders, host: EdgeHost): boolean {
  return RESERVED_ROOTS.has(rootOf(target)) || isLostVisitor(headers, target, host);
}
