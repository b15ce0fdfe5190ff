import type { IncomingMessage, ServerResponse } from "node:http";
import type { Exchange } from "@/lib/forwarding/exchange";
import { lingerAfterAnswer } from "@/lib/forwarding/linger";
import { hasBody } from "./request-body";

/**
 * Has the last word on the head of an answer.
 *
 * A metered answer goes out exactly as the edge built it: on its way Next drops `Content-Length` and `Content-Encoding`,
 * replaces the body of a redirect and adds `Refresh` to a 308. An answer that comes before the end of its request
 * closes the connection, because what follows on it could be taken for a request.
 */
export function guardAnswer(req: IncomingMessage, res: ServerResponse, exchange: Exchange): void {
  const writeHead = res.writeHead.bind(res) as (status: number, ...rest: unknown[]) => ServerResponse;
  res.writeHead = (status: number, ...rest: unknown[]) => {
    const isUnfinished = !req.complete && hasBody(req);
    if (isUnfinished) lingerAfterAnswer(req.socket);
    const { answer } = exchange;
    if (answer === undefined) {
      if (isUnfinished) res.setHeader("Connection", "close");
      res.removeHeader("Refresh");
      return writeHead(status, ...rest);
    }
    for (const name of res.getHeaderNames()) res.removeHeader(name);
    return writeHead(answer.status, [...answer.headers, ...(isUnfinished ? ["Connection", "close"] : [])]);
  };
  // Whoever read the body has let go of it by now; what is left must not block the connection.
  res.once("finish", () => req.resume());
}
