import type { Duplex } from "node:stream";
import { isAnswered } from "@/lib/forwarding/linger";
import { newId } from "@/lib/std/id";

type Line = { readonly status: number; readonly title: string; readonly detail: string };

const MALFORMED: Line = {
  status: 400,
  title: "Malformed request",
  detail: "This is not a well-formed HTTP/1.1 request.",
};

const TIMED_OUT: Line = {
  status: 408,
  title: "Request timed out",
  detail: "The request took too long to arrive.",
};

const BY_CODE: Readonly<Record<string, Line>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    title: "Request header fields too large",
    detail: "Request line and header fields together must stay below 16 KiB.",
  },
  ERR_HTTP_REQUEST_TIMEOUT: TIMED_OUT,
};

const NO_TUNNEL: Line = {
  status: 405,
  title: "Method not supported",
  detail: "CONNECT is not supported. This is no tunnel.",
};

/** Answers what the parser could not make a request of, and closes the connection. Nothing of it is echoed. */
export function answerUnparsed(error: Error & { code?: string }, socket: Duplex): void {
  // The parser finds fault with a body that was refused with its head.
  if (isAnswered(socket)) return;
  if (error.code === "ECONNRESET" || !socket.writable) socket.destroy();
  else write(socket, BY_CODE[error.code ?? ""] ?? MALFORMED);
}

/** Answers a connection on which no request came in time, as Node does, and closes it. */
export function answerSilence(socket: Duplex): void {
  write(socket, TIMED_OUT);
}

/** Answers CONNECT, for which Node hands out a bare socket. */
export function refuseConnect(socket: Duplex): void {
  write(socket, NO_TUNNEL);
}

function write(socket: Duplex, { status, title, detail }: Line): void {
  const requestId = newId("request");
  const body = JSON.stringify({ type: "about:blank", title, status, detail, requestId });
  socket.end(
    [
      `HTTP/1.1 ${status} ${title}`,
      "Content-Type: application/problem+json",
      `Content-Length: ${Buffer.byteLength(body)}`,
      "Cache-Control: no-store",
      "X-Content-Type-Options: nosniff",
      `X-Request-Id: ${requestId}`,
      ...(status === 405 ? ["Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"] : []),
      "Connection: close",
      "",
      body,
    ].join("\r\n"),
  );
}
