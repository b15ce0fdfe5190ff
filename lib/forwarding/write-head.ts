import type { ClientResponse } from "./client-response";
import type { MeteredCall } from "./edge-host";
import { lingerAfterAnswer } from "./linger";

/**
 * Writes the head of an answer in one go; `headers` is used up.
 *
 * An answer that comes before the end of its request closes the connection, because what follows on it could be taken
 * for a request.
 */
export function writeHead(call: MeteredCall, res: ClientResponse, status: number, headers: string[]): void {
  if (call.body !== null && !res.req.complete) {
    headers.push("Connection", "close");
    lingerAfterAnswer(res.req.socket);
    // Whoever read the body has let go of it by then; what is left must not block the connection.
    res.once("finish", () => res.req.resume());
  }
  res.writeHead(status, headers);
}
