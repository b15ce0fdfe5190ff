import type { Socket } from "node:net";
import type { CidrSet } from "@/lib/edge/cidr";
import { clientAddress, isForwardedSecure } from "@/lib/edge/client-address";
import type { HeaderReader } from "@/lib/edge/headers";
import { peerOf } from "./peer";

/** Who is at the far end of a call, trusted proxies looked through. */
export type Client = { readonly ip: string; readonly isSecure: boolean };

const known = new WeakMap<Socket, Client>();

/** The client of a request, by its socket and, where the peer is a trusted proxy, by what that says. */
export function clientOf(socket: Socket, headers: HeaderReader, trusted: CidrSet): Client {
  let direct = known.get(socket);
  if (direct === undefined) {
    direct = { ip: peerOf(socket), isSecure: "encrypted" in socket && socket.encrypted === true };
    known.set(socket, direct);
  }
  if (trusted.size === 0) return direct;
  return {
    ip: clientAddress(direct.ip, headers.get("x-forwarded-for"), trusted),
    isSecure: direct.isSecure || isForwardedSecure(direct.ip, headers.get("x-forwarded-proto"), trusted),
  };
}
