import type { UsageSink } from "@/lib/edge/ports";
import type { ClientResponse } from "./client-response";
import { endWithTurn } from "./outbox";

/** Where Node keeps a head until something is sent. */
type Waiting = { _header?: unknown; _headerSent?: unknown; chunkedEncoding?: boolean };

/**
 * Ends an answer with its whole body, in one piece with its head where that was not sent yet; together with the others of its
 * turn, see `endWithTurn`.
 *
 * `res.end(body)` hands Node several pieces, which it joins in memory that it asks the system for at each answer: a fourth of what
 * it costs to answer at all. The head waits in a field that is Node's own; where it is not as it was in the versions this was
 * written for, the body goes the usual way. For HEAD there is none, whatever is given.
 * @param body Text has one character a byte, and the head declares its length; of bytes it may say nothing.
 * @param sink Where the call was recorded: its record goes to the system before the answer does.
 */
export function endInOne(res: ClientResponse, body: string | Buffer, sink: UsageSink): void {
  if (res.holdBody !== undefined) {
    res.holdBody(body);
    endWithTurn(res, sink);
    return;
  }
  const waiting = res as unknown as Waiting;
  const { _header: head, _headerSent: isSent } = waiting;
  if (res.req.method === "HEAD" || body.length === 0) {
    endWithTurn(res, sink);
    return;
  }
  if (typeof head !== "string" || isSent !== false) {
    sink.writeOut?.();
    res.end(body, "latin1");
    return;
  }
  const text = typeof body === "string" ? body : body.toString("latin1");
  // Node itself adds the chunk that ends them.
  waiting._header = waiting.chunkedEncoding
    ? `${head}${text.length.toString(16)}\r\n${text}\r\n`
    : head + text;
  endWithTurn(res, sink);
}
