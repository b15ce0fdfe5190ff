import type { Socket } from "node:net";
import type { ClientResponse } from "@/lib/forwarding/client-response";
import { type PlainRequest, readPlainRequest } from "./plain-request";
import { PlainResponse, type PlainSide } from "./plain-response";

/** Answers a plain request; false, and nothing is written, when somebody else is to. */
export type PlainListener = (request: PlainRequest, res: ClientResponse) => boolean;

/** What all connections of a server share. */
export type PlainServer = {
  readonly onRequest: PlainListener;
  /** Gives a connection to Node's own server, for good. */
  readonly toNode: (socket: Socket) => void;
  /** The connection has said nothing for too long, though nothing was ever asked of us. */
  readonly onSilent: (socket: Socket) => void;
  readonly isClosing: () => boolean;
  /** Until the first request; between two of them; within one, whatever comes or goes. Milliseconds. */
  readonly silence: { readonly first: number; readonly between: number; readonly within: number };
  readonly onGone: (connection: PlainConnection) => void;
};

/**
 * A connection as long as each of its requests is plain and comes in one piece, one after the other. With the first that is not, or that
 * is nobody's here, Node's server gets the connection, what has arrived of the request included, and keeps it.
 */
export class PlainConnection implements PlainSide {
  readonly method = "GET";
  readonly complete = true;
  readonly socket: Socket;
  readonly keepAlive: string;
  readonly #server: PlainServer;
  /** Of the request under way. */
  #response: PlainResponse | undefined;
  #wasAsked = false;
  /** The client wants no further one. */
  #isLast = false;
  /** Something came behind the request under way. */
  #hasMore = false;
  /** The request under way has been silent for as long as may be between two. */
  #isLate = false;

  constructor(socket: Socket, server: PlainServer) {
    this.socket = socket;
    this.#server = server;
    this.keepAlive = `keep-alive\r\nKeep-Alive: timeout=${Math.floor(server.silence.between / 1_000)}\r\n`;
    socket.setTimeout(server.silence.first);
    socket.on("data", this.#onData);
    socket.on("end", this.#onEnd);
    socket.on("timeout", this.#onTimeout);
    socket.on("error", destroy);
    socket.on("close", this.#onClose);
  }

  get isLast(): boolean {
    return this.#isLast || this.#server.isClosing();
  }

  resume(): void {
    // A plain request has no body that could be in the way.
  }

  endIfIdle(): void {
    if (this.#response === undefined) this.#finish();
  }

  answered(): void {
    this.#response = undefined;
    if (this.#isLate) this.#allowSilence(this.#server.silence.between);
    // What comes behind the last request is nobody's.
    if (this.isLast) this.#finish();
    else if (this.#hasMore) this.#handOver();
  }

  readonly #onData = (chunk: Buffer): void => {
    if (this.#response !== undefined) {
      // Kept in the stream until the answer before it is there.
      this.#hasMore = true;
      this.#putBack(chunk);
      return;
    }
    const request = readPlainRequest(chunk);
    if (request !== null) {
      if (!this.#wasAsked) {
        this.#wasAsked = true;
        this.#allowSilence(this.#server.silence.between);
      }
      const response = new PlainResponse(this);
      this.#response = response;
      this.#isLast = request.isLast;
      if (this.#server.onRequest(request, response)) return;
      this.#response = undefined;
    }
    this.#putBack(chunk);
    this.#handOver();
  };

  /** A client that has closed its side is taken for gone, as by Node; but what is answered in this turn still reaches it. */
  readonly #onEnd = (): void => {
    setImmediate(() => this.socket.destroySoon());
  };

  readonly #onTimeout = (): void => {
    const { between, within } = this.#server.silence;
    if (this.#response === undefined) {
      if (this.#wasAsked || !this.socket.writable) this.socket.destroy();
      else {
        this.#ignoreData();
        this.#server.onSilent(this.socket);
      }
    } else if (this.#isLate || within <= between) this.socket.destroy();
    else {
      this.#allowSilence(within - between);
      this.#isLate = true;
    }
  };

  readonly #onClose = (): void => {
    this.#server.onGone(this);
    this.#response?.closed();
  };

  /** Counted from the last byte on, in both directions. */
  #allowSilence(ms: number): void {
    this.#isLate = false;
    this.socket.setTimeout(ms);
  }

  #putBack(chunk: Buffer): void {
    this.socket.pause();
    this.socket.unshift(chunk);
  }

  /** Closes the connection once what was written has left. What still comes is not read as a request. */
  #finish(): void {
    this.#ignoreData();
    this.socket.destroySoon();
  }

  #ignoreData(): void {
    this.socket.off("data", this.#onData);
    this.socket.resume();
  }

  #handOver(): void {
    const { socket } = this;
    if (socket.destroyed) return;
    socket.off("data", this.#onData);
    socket.off("end", this.#onEnd);
    socket.off("timeout", this.#onTimeout);
    socket.off("error", destroy);
    socket.off("close", this.#onClose);
    socket.setTimeout(0);
    this.#server.onGone(this);
    this.#server.toNode(socket);
    socket.resume();
  }
}

function destroy(this: Socket): void {
  this.destroy();
}
