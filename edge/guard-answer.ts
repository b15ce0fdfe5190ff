import type { IncomingMessage, ServerResponse } from "node:http";
import { lingerAfterAnswer } from "@/lib/forwarding/linger";
import { hasBody } from "./request-body";

/**
 * Has the last word on the head of an answer that the edge does not write itself.
 *
 * An answer that comes before the end of its request closes the connection, because what follows on it could be taken
 * for a request. Next adds `Refresh` to a 308; browsers that know `Location` need none.
 */
export function guardAnswer(req: IncomingMessage, res: ServerResponse): void {
  const writeHead = res.writeHead.bind(res) as (status: number, ...rest: unknown[]) => ServerResponse;
  res.writeHead = (status: number, ...rest: unknown[]) => {
    if (!req.complete && hasBody(req)) {
      lingerAfterAnswer(req.socket);
      res.setHeader("Connection", "close");
    }
    res.removeHeader("Refresh");
    return writeHead(status, ...rest);
  };
  // Whoever read the body has let go of it by now; what is left must not block the connection.
  res.once("finish", () => req.resume());
}
