import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** What goes over one connection, in order. */
export type Wire = {
  readonly port: number;
  /** Everything up to where a body may have to wait. */
  readonly head: Buffer;
  readonly body: Buffer;
  readonly waitsForContinue: boolean;
  /** Sends the head in two pieces that do not arrive together. */
  readonly isInPieces?: boolean;
  /** Source address; the system's choice when absent. */
  readonly from?: string | undefined;
  /** Resolves when the client is to leave without waiting for the answer. */
  readonly leavesAfter?: Promise<void> | undefined;
  /** Milliseconds of silence after which the client says that it will send no more; whether an answer came or not. */
  readonly endsAfterMs?: number;
};

/** Silence after which a connection counts as hung. */
const SILENCE_MS = 10_000;
const PIECE = 262_144;

/**
 * Sends exactly these bytes and collects whatever comes until the other side closes.
 * @throws {Error} When the other side is silent for ten seconds: no call may hang.
 */
export function exchange(wire: Wire): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({
      host: "127.0.0.1",
      port: wire.port,
      ...(wire.from === undefined ? {} : { localAddress: wire.from }),
    });
    socket.setNoDelay(true);
    socket.setTimeout(SILENCE_MS, () => {
      const came = Buffer.concat(chunks).toString("latin1").slice(0, 500);
      socket.destroy();
      reject(new Error(`No answer within ${SILENCE_MS} ms. So far: ${came}`));
    });
    let onContinue: (() => void) | undefined;
    socket.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      if (onContinue && Buffer.concat(chunks).includes("HTTP/1.1 100 ")) onContinue();
    });
    // A reset ends the collection like any other end; what came before it is what counts.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      onContinue?.();
      resolve(Buffer.concat(chunks));
    });
    const headSent = sendHead(socket, wire);
    const mayGoOn = wire.waitsForContinue
      ? new Promise<void>((go) => {
          onContinue = go;
        })
      : Promise.resolve();
    void Promise.all([headSent, mayGoOn]).then(() => pour(socket, wire.body));
    void wire.leavesAfter?.then(() => socket.destroy());
    if (wire.endsAfterMs !== undefined) {
      const timer = setTimeout(() => socket.end(), wire.endsAfterMs);
      // A connection that is to be kept stays open after its answer, and after an interim one waits for the rest of the body.
      socket.on("data", () => timer.refresh());
      socket.once("close", () => clearTimeout(timer));
    }
  });
}

async function sendHead(socket: Socket, { head, isInPieces = false }: Wire): Promise<void> {
  const cut = isInPieces ? Math.floor(head.length / 2) : 0;
  if (cut > 0) {
    socket.write(head.subarray(0, cut));
    await sleep(2);
  }
  if (socket.writable) socket.write(head.subarray(cut));
}

/** Writes in pieces and stops when nobody reads any more. */
async function pour(socket: Socket, body: Buffer): Promise<void> {
  for (let at = 0; at < body.length && socket.writable; at += PIECE) {
    if (socket.write(body.subarray(at, at + PIECE))) continue;
    while (socket.writable && socket.writableNeedDrain) await sleep(1);
  }
}
