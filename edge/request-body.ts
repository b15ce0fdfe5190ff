import type { IncomingMessage, ServerResponse } from "node:http";

/** Declared length of a request's body; null when it comes in chunks or there is none. */
export function declaredLength(req: IncomingMessage): number | null {
  const length = req.headers["content-length"];
  return length === undefined ? null : Number(length);
}

/** Whether the message is framed with a body, an empty one excluded. */
export function hasBody(req: IncomingMessage): boolean {
  return req.headers["transfer-encoding"] !== undefined || (declaredLength(req) ?? 0) > 0;
}

/**
 * The body of a request, to be read at most once. Leaving off in the middle does not cut the connection.
 *
 * A client that waits for `100 Continue` gets it when reading begins: one that is refused never sends its body.
 */
export async function* requestBody(
  req: IncomingMessage,
  res: ServerResponse,
  expectsContinue: boolean,
): AsyncGenerator<Uint8Array> {
  if (expectsContinue) res.writeContinue();
  yield* req.iterator({ destroyOnReturn: false });
}
