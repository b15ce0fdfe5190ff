import { type IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { CidrSet } from "@/lib/edge/cidr";
import { RawHeaders } from "@/lib/edge/headers";
import { isSoundlyFramed } from "@/lib/edge/raw-request";
import { isHandshake } from "@/lib/edge/websocket";
import { answerTo } from "@/lib/forwarding/answer-to";
import type { EdgeHost } from "@/lib/forwarding/edge-host";
import type { MayLeave } from "./choosy-message";
import { clientOf } from "./client";
import { meteredCall } from "./metered-call";

/** What a server does with requests that ask to leave HTTP. */
export type Upgrades = {
  /** Which may. Every other one is a request like any. */
  readonly mayLeave: MayLeave;
  /** @param head What came right behind the request. */
  readonly answer: (req: IncomingMessage, head: Uint8Array) => void;
};

/** Connections that have left their server, which neither knows nor closes them any more. */
const handedOver = new Set<Socket>();

/** Cuts every connection that has left its server, at the end of a stop. */
export function cutHandedOver(): void {
  for (const socket of handedOver) socket.destroy();
}

/**
 * WebSocket handshakes for products that allow them, in front of every framework: decided, counted and answered as every metered call;
 * what the upstream accepts has both connections joined.
 */
export function tunnelUpgrades(host: EdgeHost, trusted: CidrSet): Upgrades {
  return {
    mayLeave: (req) =>
      !isAnswering(req.socket) &&
      isHandshake(req.method ?? "", new RawHeaders(req.rawHeaders)) &&
      isSoundlyFramed(req.rawHeaders) &&
      host.deps.catalog.router.match((req.url ?? "").split("?", 1)[0] ?? "")?.product.allowWebsocket === true,
    answer(req, head) {
      const res = responseTo(req);
      const headers = new RawHeaders(req.rawHeaders);
      const client = clientOf(req.socket, headers, trusted);
      const received = { target: req.url ?? "", headers, client, expectsContinue: false };
      answerTo({ ...meteredCall(req, res, received), switching: { head, res } }, res, host);
    },
  };
}

/** Whether an earlier request of the connection still has its answer under way: a handshake behind it is an ordinary call. */
function isAnswering(socket: Socket & { readonly _httpMessage?: unknown }): boolean {
  return socket._httpMessage !== undefined && socket._httpMessage !== null;
}

/** For a request that has left its server: an answer that is not 101 is the last on its connection. */
function responseTo(req: IncomingMessage): ServerResponse {
  const { socket } = req;
  const res = new ServerResponse(req);
  res.shouldKeepAlive = false;
  // The server has let go of it, and an error that nobody hears would end the process.
  socket.on("error", () => undefined);
  socket.once("close", () => handedOver.delete(socket));
  handedOver.add(socket);
  socket.setTimeout(0);
  res.assignSocket(socket);
  res.once("finish", () => {
    res.detachSocket(socket);
    socket.destroySoon();
  });
  return res;
}
