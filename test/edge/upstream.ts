import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { UpstreamAnswer } from "./row";

/** One request as it reached the upstream. */
export type Seen = {
  readonly method: string;
  readonly target: string;
  readonly rawHeaders: readonly string[];
  /** Of the body, once it has ended. */
  sha256: string;
  bytes: number;
  /** `broken`: it, or the connection before its end, was cut. */
  state: "arriving" | "whole" | "broken";
  /** Unix time of its head, milliseconds. */
  readonly at: number;
};

/** An upstream that answers as it is told, well or badly, and remembers everything it was sent. */
export class RecordingUpstream {
  readonly seen: Seen[] = [];
  /** How the next requests are answered. */
  answer: UpstreamAnswer = {};
  #onRequest: (() => void) | undefined;
  readonly #ending = new Set<Promise<void>>();
  readonly #server = createServer({ keepAlive: true }, (request, response) => {
    void this.#receive(request, response);
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /**
   * Forgets what it saw; from now on answers like this. Connections it was told to end are gone by then: a client that has its
   * answer may ask on before it has seen the end, and gets nothing.
   */
  async expect(answer: UpstreamAnswer | undefined): Promise<void> {
    await Promise.all(this.#ending);
    this.seen.length = 0;
    this.answer = answer ?? {};
  }

  /** Resolves when the next request is there. */
  nextRequest(): Promise<void> {
    return new Promise((resolve) => {
      this.#onRequest = resolve;
    });
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  #awaitEnd(socket: IncomingMessage["socket"]): void {
    const ended: Promise<void> = new Promise<void>((resolve) => socket.once("close", () => resolve())).then(
      () => void this.#ending.delete(ended),
    );
    this.#ending.add(ended);
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { answer } = this;
    const hash = createHash("sha256");
    const seen: Seen = {
      method: request.method ?? "",
      target: request.url ?? "",
      rawHeaders: request.rawHeaders,
      sha256: "",
      bytes: 0,
      state: "arriving",
      at: Date.now(),
    };
    this.seen.push(seen);
    if ("bytes" in answer && answer.end !== "hold") this.#awaitEnd(request.socket);
    request.on("data", (chunk: Buffer) => {
      hash.update(chunk);
      seen.bytes += chunk.length;
    });
    const ended = new Promise<boolean>((resolve) => {
      request.once("end", () => resolve(true));
      request.once("close", () => resolve(request.complete));
      request.once("error", () => resolve(false));
    });
    response.on("error", () => undefined);
    this.#onRequest?.();
    const isWhole = await ended;
    seen.sha256 = hash.digest("hex");
    seen.state = isWhole ? "whole" : "broken";
    if (isWhole)
      await ("bytes" in answer ? writeBytes(request, answer) : writeAnswer(response, answer, this.url));
  }
}

async function writeBytes(
  { socket }: IncomingMessage,
  { bytes, everyMs = 0, end }: Extract<UpstreamAnswer, { bytes: unknown }>,
): Promise<void> {
  for (const part of bytes) {
    const { piece, times } = typeof part === "string" ? { piece: part, times: 1 } : part;
    const data = Buffer.from(piece, "latin1");
    for (let time = 0; time < times && socket.writable; time += 1) {
      if (!socket.write(data)) await drained(socket);
      if (everyMs > 0) await sleep(everyMs);
    }
  }
  if (end === "close") socket.end();
  // A moment first, so that what was written is on its way and not taken back by the reset.
  else if (end === "reset") setTimeout(() => socket.resetAndDestroy(), 20);
}

function drained(socket: IncomingMessage["socket"]): Promise<void> {
  return new Promise((resolve) => {
    socket.once("drain", resolve);
    socket.once("close", resolve);
  });
}

async function writeAnswer(
  response: ServerResponse,
  { status = 200, fields = [], body = "ok", everyMs = 0 }: Exclude<UpstreamAnswer, { bytes: unknown }>,
  ownUrl: string,
): Promise<void> {
  const lines = fields.flatMap((field) => {
    const colon = field.indexOf(":");
    return [
      field.slice(0, colon),
      field
        .slice(colon + 1)
        .trim()
        .replace("{upstream}", ownUrl),
    ];
  });
  if (typeof body === "string") {
    const hasType = fields.some((field) => /^content-type:/i.test(field));
    const framed = fields.some((field) => /^(?:content-length|transfer-encoding):/i.test(field));
    const length =
      framed || status === 204 ? [] : ["Content-Length", String(Buffer.byteLength(body, "latin1"))];
    response.writeHead(status, [...(hasType ? [] : ["Content-Type", "text/plain"]), ...length, ...lines]);
    response.end(Buffer.from(body, "latin1"));
    return;
  }
  response.writeHead(status, lines);
  for (const piece of body) {
    response.write(Buffer.from(piece, "latin1"));
    if (everyMs > 0) await sleep(everyMs);
  }
  response.end();
}
