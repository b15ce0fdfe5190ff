import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { ClientResponse } from "@/lib/forwarding/client-response";
import { dateField } from "./date-field";

/** The connection a response goes out on, and what is left of the request it answers. */
export interface PlainSide {
  readonly method: "GET";
  readonly complete: true;
  readonly socket: Socket;
  resume(): void;
  /** Whether the connection ends with this answer. */
  readonly isLast: boolean;
  /** The head's word for how long the connection stays. */
  readonly keepAlive: string;
  /** The last byte has been handed to the socket. */
  answered(): void;
}

const NAME = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/;
/** RFC 9110 §5.5, as Node has it. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** Names found good before: there are few, ours and those that products pass on. */
const names = new Set<string>();
const MOST_NAMES = 1_000;
const LAST_CHUNK = "0\r\n\r\n";

/**
 * The answer to a plain request: the same bytes that Node's `ServerResponse` writes for the same calls, in fewer pieces and without
 * its generality. Sent when its body is there, or when it is asked to.
 */
export class PlainResponse implements ClientResponse {
  readonly req: PlainSide;
  readonly #socket: Socket;
  /** Head and body that are not sent yet; one character a byte. */
  #waiting = "";
  #hasHead = false;
  #isChunked = false;
  #hasBody = true;
  #isEnded = false;
  #onClose: (() => void) | undefined;

  constructor(side: PlainSide) {
    this.req = side;
    this.#socket = side.socket;
  }

  get destroyed(): boolean {
    return this.#socket.destroyed;
  }

  get headersSent(): boolean {
    return this.#hasHead;
  }

  writeHead(status: number, headers: readonly string[]): void {
    if (this.#hasHead) throw new Error("This answer has its head");
    this.#hasBody = status !== 204 && status !== 304;
    let isFramed = !this.#hasBody;
    let head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "unknown"}\r\n`;
    for (let at = 0; at + 1 < headers.length; at += 2) {
      const name = headers[at] ?? "";
      const value = headers[at + 1] ?? "";
      if (!isName(name) || !VALUE.test(value)) throw new TypeError(`Not a header field: ${name}`);
      if (name === "Content-Length") isFramed = true;
      head += `${name}: ${value}\r\n`;
    }
    const { isLast, keepAlive } = this.req;
    head += `${dateField()}Connection: ${isLast ? "close\r\n" : keepAlive}`;
    this.#isChunked = !isFramed;
    this.#waiting = isFramed ? `${head}\r\n` : `${head}Transfer-Encoding: chunked\r\n\r\n`;
    this.#hasHead = true;
  }

  flushHeaders(): void {
    this.#send("");
  }

  holdBody(body: string | Buffer): void {
    if (!this.#hasBody || body.length === 0) return;
    const text = typeof body === "string" ? body : body.toString("latin1");
    this.#waiting += this.#isChunked ? `${text.length.toString(16)}\r\n${text}\r\n` : text;
  }

  write(chunk: Buffer): boolean {
    if (!this.#hasBody || chunk.length === 0) return true;
    const socket = this.#socket;
    socket.cork();
    this.#send(this.#isChunked ? `${chunk.length.toString(16)}\r\n` : "");
    const isKeepingUp = socket.write(chunk);
    if (this.#isChunked) socket.write("\r\n", "latin1");
    socket.uncork();
    return isKeepingUp;
  }

  end(body: string | Buffer = "", encoding: BufferEncoding = "utf8"): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    if (body.length > 0) this.holdBody(typeof body === "string" ? Buffer.from(body, encoding) : body);
    this.#send(this.#isChunked ? LAST_CHUNK : "");
    this.req.answered();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** `close` only when the connection goes before the answer is there. There is one listener to it. */
  once(event: "close" | "drain" | "finish", listener: () => void): void {
    if (event === "close") this.#onClose = listener;
    else this.#socket.once(event, listener);
  }

  /** The connection is gone. */
  closed(): void {
    if (!this.#isEnded) this.#onClose?.();
  }

  #send(more: string): void {
    const text = this.#waiting + more;
    this.#waiting = "";
    if (text !== "" && !this.#socket.destroyed) this.#socket.write(text, "latin1");
  }
}

function isName(name: string): boolean {
  if (names.has(name)) return true;
  if (!NAME.test(name)) return false;
  if (names.size >= MOST_NAMES) names.clear();
  names.add(name);
  return true;
}
