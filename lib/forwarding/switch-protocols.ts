import { createHash } from "node:crypto";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { commonHeaders } from "@/lib/edge/answer-headers";
import type { Admitted } from "@/lib/edge/decision";
import type { HeaderReader } from "@/lib/edge/headers";
import { handshakeAnswer } from "@/lib/edge/websocket";
import type { EdgeHost, MeteredCall } from "./edge-host";
import type { TunnelBytes } from "./tunnel";
import { openTunnel } from "./tunnels";

/** RFC 6455 §1.3. */
const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** A connection that is silent for so long is given up; one to an upstream with a longer idle time-out after that. */
const IDLE_MS = 120_000;

export type Switch = {
  readonly admitted: Admitted;
  readonly call: MeteredCall;
  readonly host: EdgeHost;
  readonly requestId: string;
  /** What the upstream said with its 101. */
  readonly answered: HeaderReader;
  readonly upstream: Duplex;
  /** Both connections are gone. */
  readonly onOver: (bytes: TunnelBytes) => void;
};

/**
 * Tells the client that its connection is switched to WebSocket and joins it with the upstream's.
 *
 * False when the upstream's answer is no answer to this handshake, and then nothing was written: a connection is handed over only to
 * who proves to have read the handshake, so that no other protocol can be spoken through the edge.
 */
export function switchProtocols(given: Switch): boolean {
  const { admitted, call, host, requestId, answered, upstream, onOver } = given;
  if (call.switching === undefined) return false;
  const { head, res } = call.switching;
  const client = res.socket;
  if (client === null || !(upstream instanceof Socket)) return false;
  const nonce = call.headers.get("sec-websocket-key") ?? "";
  const accept = createHash("sha1")
    .update(nonce + GUID)
    .digest("base64");
  const fields = handshakeAnswer(call.headers, answered, accept);
  if (fields === null) return false;
  const { publicUrl, deps } = host;
  const context = { requestId, publicUrl, keyHeaders: deps.keyHeaders, at: performance.now() };
  res.writeHead(101, fields.concat(commonHeaders(admitted, call, context, null)));
  res.flushHeaders();
  res.detachSocket(client);
  const idleMs = Math.max(IDLE_MS, admitted.route.product.upstream.idleTimeoutMs);
  openTunnel(call, deps, { client, upstream, idleMs, onOver }, head);
  return true;
}
