import { IncomingMessage } from "node:http";
import { EXCHANGE_HEADER } from "@/lib/forwarding/exchange";

/** Where Next believes every metered call to go; reserved, and no page. */
const METERED_URL = "/edge";

/**
 * What Next sees of a metered call: that there is one, and the token that leads `proxy.ts` to it.
 *
 * Next would take address and fields apart several times, redirect some addresses, read a body whole before it lets
 * `proxy.ts` answer, keep a second copy, and cut it at a limit in silence. The edge reads the raw request itself.
 */
export function standIn(req: IncomingMessage, hasBody: boolean, token: string): IncomingMessage {
  const twin = hasBody ? withoutBody(req) : req;
  twin.url = METERED_URL;
  twin.headers = { [EXCHANGE_HEADER]: token };
  return twin;
}

function withoutBody(req: IncomingMessage): IncomingMessage {
  const twin = new IncomingMessage(req.socket);
  twin.method = req.method;
  twin.httpVersion = req.httpVersion;
  twin.httpVersionMajor = req.httpVersionMajor;
  twin.httpVersionMinor = req.httpVersionMinor;
  twin.complete = true;
  twin.push(null);
  return twin;
}
