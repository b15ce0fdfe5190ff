import type { ServerResponse } from "node:http";
import { lingerAfterAnswer } from "@/lib/forwarding/linger";
import { hasBody } from "./request-body";

/** An answer the edge makes itself. */
export type OwnAnswer = {
  readonly status: number;
  /** Name, value, name, value …; without framing. */
  readonly headers: readonly string[];
  readonly body: string;
};

/** Writes an answer that needs nothing of the request's body; one that is not read closes the connection. */
export function writeAnswer(res: ServerResponse, { status, headers, body }: OwnAnswer): void {
  const fields = [...headers];
  if (status !== 204 && !fields.includes("Content-Length")) {
    fields.push("Content-Length", String(Buffer.byteLength(body)));
  }
  const { req } = res;
  if (hasBody(req) && !req.complete) {
    // What follows on the connection could be taken for a request.
    fields.push("Connection", "close");
    lingerAfterAnswer(req.socket);
    res.once("finish", () => req.resume());
  }
  res.writeHead(status, fields);
  res.end(body);
}
