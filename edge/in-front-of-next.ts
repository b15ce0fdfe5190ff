import type { RequestListener } from "node:http";
import { RawHeaders } from "@/lib/edge/headers";
import { RESERVED_ROOTS } from "@/lib/edge/reserved-roots";
import { rootOf } from "@/lib/pages/page-path";
import { isLostVisitor, type ListenerOptions, requestListener } from "./listener";
import { type Aside, meteredListener } from "./metered-listener";

/**
 * The standalone host in front of Next, on one port: metered calls never reach Next, everything else is `requestListener`'s,
 * whose middleware goes on refusing to answer a metered call any other way.
 */
export function inFrontOfNext(options: ListenerOptions, expectsContinue: boolean): RequestListener {
  const { host, trusted } = options;
  const toNext = requestListener(options, expectsContinue);
  const aside: Aside = (req, res) => {
    const target = req.url ?? "";
    if (!RESERVED_ROOTS.has(rootOf(target)) && !isLostVisitor(new RawHeaders(req.rawHeaders), target, host))
      return false;
    toNext(req, res);
    return true;
  };
  return meteredListener({ host, trusted, aside }, expectsContinue);
}
