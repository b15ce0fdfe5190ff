import type { Socket } from "node:net";

/** Address of a socket's other end: IPv4 inside IPv6 as IPv4, no zone; `unknown` once the socket is gone. */
export function peerOf(socket: Pick<Socket, "remoteAddress">): string {
  const address = socket.remoteAddress;
  if (address === undefined) return "unknown";
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "").replace(/%.*$/, "");
}
