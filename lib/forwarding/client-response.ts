import type { Socket } from "node:net";

/** What answering a metered call asks of the response to its client. Node's `ServerResponse` is one. */
export interface ClientResponse {
  /** What is left of the request: whether its body has all come, and the connection both are on. */
  readonly req: {
    readonly method?: string | undefined;
    readonly complete: boolean;
    readonly socket: Socket;
    resume(): unknown;
  };
  readonly destroyed: boolean;
  readonly headersSent: boolean;
  /** @param headers Name, value, name, value …: a framing that is not among them is added. Throws on what cannot stand in a head. */
  writeHead(status: number, headers: string[]): unknown;
  flushHeaders(): void;
  /** False when the client does not keep up: then `drain` says when it does. */
  write(chunk: Buffer): boolean;
  /**
   * Keeps a whole body, to go out in one piece with the head at `end`. Missing where only the ways of Node's own class lead to that.
   * @param body Text has one character a byte.
   */
  holdBody?(body: string | Buffer): void;
  end(body?: string | Buffer, encoding?: BufferEncoding): unknown;
  destroy(): unknown;
  once(event: "close" | "drain" | "finish", listener: () => void): unknown;
}
