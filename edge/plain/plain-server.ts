import { type RequestListener, Server, type ServerOptions } from "node:http";
import type { Socket } from "node:net";
import { PlainConnection, type PlainListener, type PlainServer } from "./plain-connection";

export type PlainServerOptions = ServerOptions & {
  readonly onPlainRequest: PlainListener;
  readonly onSilent: (socket: Socket) => void;
};

/**
 * Node's HTTP server with a way past it for the plainest of requests, which costs half as much. Everything else of a connection, and the
 * connection with it, goes to Node's parser as if there were none; limits and time-outs are those the server is given.
 * @see docs/decisions/027-plain-requests.md
 */
export class ServerWithPlainWay extends Server {
  readonly #open = new Set<PlainConnection>();

  constructor({ onPlainRequest, onSilent, ...options }: PlainServerOptions, onRequest: RequestListener) {
    super(options, onRequest);
    const toNode = this.listeners("connection");
    this.removeAllListeners("connection");
    const shared = (): PlainServer => ({
      onRequest: onPlainRequest,
      toNode: (socket) => {
        for (const listener of toNode) listener.call(this, socket);
      },
      onSilent,
      isClosing: () => !this.listening,
      silence: { first: this.headersTimeout, between: this.keepAliveTimeout, within: this.timeout },
      onGone: (connection) => this.#open.delete(connection),
    });
    let server: PlainServer | undefined;
    this.on("connection", (socket) => {
      // The first time: a server is told its time-outs after it was made.
      server ??= shared();
      this.#open.add(new PlainConnection(socket, server));
    });
  }

  /** Called by `close` as well. */
  override closeIdleConnections(): void {
    for (const connection of this.#open) connection.endIfIdle();
    super.closeIdleConnections();
  }

  override closeAllConnections(): void {
    for (const { socket } of this.#open) socket.destroy();
    super.closeAllConnections();
  }
}
