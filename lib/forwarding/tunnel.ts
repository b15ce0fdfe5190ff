import type { Socket } from "node:net";
import { closeFrame, FrameBoundary } from "./frame-boundary";

/** For how long either side may take to close after the other has. */
const LINGER_MS = 2_000;

/** Bytes that passed, the handshake not among them. */
export type TunnelBytes = { readonly bytesIn: number; readonly bytesOut: number };

/** Codes of RFC 6455 §7.4.1 by which we end a tunnel. */
export type CloseCode = 1001 | 1008;

export type TunnelOptions = {
  readonly client: Socket;
  readonly upstream: Socket;
  /** After so long without a byte either way it ends. */
  readonly idleMs: number;
  /** Both connections are gone. Called once. */
  readonly onOver: (bytes: TunnelBytes) => void;
};

/**
 * A client's connection and an upstream's, joined after a WebSocket handshake: bytes pass as they come, with back-pressure both ways.
 *
 * What one side ends ends on the other, after what is under way. Ended by us, the client is told why in a closing frame, put in
 * between two frames of the upstream; in the middle of one there is no place for it, and the connection is cut. Both connections are
 * gone 2 s after the end of one at the latest.
 */
export class Tunnel {
  readonly #client: Socket;
  readonly #upstream: Socket;
  readonly #onOver: (bytes: TunnelBytes) => void;
  readonly #frames = new FrameBoundary();
  readonly #idle: NodeJS.Timeout;
  #linger: NodeJS.Timeout | undefined;
  #bytesIn = 0;
  #bytesOut = 0;
  /** We have ended it: nothing passes any more. */
  #isEnded = false;
  #isOver = false;

  constructor({ client, upstream, idleMs, onOver }: TunnelOptions) {
    this.#client = client;
    this.#upstream = upstream;
    this.#onOver = onOver;
    this.#idle = setTimeout(() => this.end(1001, "idle"), idleMs);
    client.setTimeout(0);
    upstream.setTimeout(0);
    client.setNoDelay(true);
    upstream.setNoDelay(true);
    for (const socket of [client, upstream]) {
      // Whatever it is, `close` follows.
      socket.on("error", () => undefined);
      socket.on("close", () => this.#closed());
    }
    client.on("end", () => this.#halfOver(upstream));
    upstream.on("end", () => this.#halfOver(client));
    client.on("drain", () => upstream.resume());
    upstream.on("drain", () => client.resume());
  }

  /** Lets bytes pass. @param head What the client sent right behind its handshake. */
  open(head: Uint8Array): void {
    if (head.byteLength > 0) this.#up(head);
    this.#client.on("data", (chunk: Buffer) => this.#up(chunk));
    this.#upstream.on("data", (chunk: Buffer) => this.#down(chunk));
    if (this.#client.destroyed || this.#upstream.destroyed) this.#closed();
  }

  /** Ends it from here. Later calls do nothing. */
  end(code: CloseCode, reason: string): void {
    if (this.#isEnded || this.#isOver) return;
    this.#isEnded = true;
    clearTimeout(this.#idle);
    if (this.#frames.isBetween && this.#client.writable) this.#client.end(closeFrame(code, reason));
    else this.#client.destroy();
    this.#upstream.destroy();
    // What the client still sends is read and dropped: left unread, it would make a reset overtake the frame.
    this.#client.resume();
    this.#startLinger();
  }

  #up(chunk: Uint8Array): void {
    if (this.#isEnded) return;
    this.#idle.refresh();
    this.#bytesIn += chunk.byteLength;
    if (this.#upstream.writable && !this.#upstream.write(chunk)) this.#client.pause();
  }

  #down(chunk: Buffer): void {
    if (this.#isEnded) return;
    this.#idle.refresh();
    this.#bytesOut += chunk.byteLength;
    this.#frames.pass(chunk);
    if (this.#client.writable && !this.#client.write(chunk)) this.#upstream.pause();
  }

  /** One side has said its last. */
  #halfOver(other: Socket): void {
    if (other.writable) other.end();
    this.#startLinger();
  }

  #closed(): void {
    if (this.#isOver) return;
    if (this.#client.destroyed && this.#upstream.destroyed) {
      this.#isOver = true;
      clearTimeout(this.#idle);
      clearTimeout(this.#linger);
      this.#onOver({ bytesIn: this.#bytesIn, bytesOut: this.#bytesOut });
      return;
    }
    const other = this.#client.destroyed ? this.#upstream : this.#client;
    other.resume();
    if (other.writable) other.end();
    this.#startLinger();
  }

  #startLinger(): void {
    this.#linger ??= setTimeout(() => {
      this.#client.destroy();
      this.#upstream.destroy();
    }, LINGER_MS);
  }
}
