import { subscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import type { DiagnosticsChannel } from "undici";

/** Like the heads of final answers. */
const MAX_HEAD_BYTES = 16_384;
const LINE = /^HTTP\/1\.\d 1(?!01)\d\d[ \r]/;
/** As long as what {@link LINE} matches. */
const LINE_BYTES = 13;
const LINE_END = Buffer.from("\r\n\r\n");

/**
 * Takes the interim answers (1xx) out of what an upstream sends before its answer, however it is cut into pieces.
 *
 * A client has to read over any number of them, asked for or not (RFC 9110 §15.2); undici gives up a connection on which it
 * sees an unasked `100 Continue`. Only what comes between a request and the first byte of its answer is looked at. 101 is an answer.
 */
export class InterimAnswers {
  #isDue = false;
  #held: Buffer | null = null;

  /** A request is about to be written: the next byte is the first of what comes before its answer. */
  begin(): void {
    this.#isDue = true;
  }

  /** What of a piece belongs to the answer; null when nothing does, or nobody can tell yet. */
  pass(piece: Buffer): Buffer | null {
    if (!this.#isDue) return piece;
    let rest = this.#held === null ? piece : Buffer.concat([this.#held, piece]);
    this.#held = null;
    while (rest.length > 0) {
      if (!mayBeInterim(rest)) {
        this.#isDue = false;
        return rest;
      }
      const end = rest.length < LINE_BYTES ? -1 : rest.indexOf(LINE_END);
      if (end === -1) {
        // Too long for a head: whoever parses it may say so.
        if (rest.length > MAX_HEAD_BYTES) {
          this.#isDue = false;
          return rest;
        }
        this.#held = rest;
        return null;
      }
      rest = rest.subarray(end + LINE_END.length);
    }
    return null;
  }
}

/** Whether it begins with the status line of an interim answer, as far as it goes. */
function mayBeInterim(bytes: Buffer): boolean {
  const start = bytes.toString("latin1", 0, LINE_BYTES);
  return LINE.test(start + "HTTP/1.1 100 ".slice(start.length));
}

const ofSocket = new WeakMap<object, InterimAnswers>();
let isListening = false;

/** From now on undici sees no interim answer on this connection. */
export function withoutInterimAnswers(socket: Socket): void {
  if (!isListening) {
    isListening = true;
    subscribe("undici:client:sendHeaders", (message) => {
      ofSocket.get((message as DiagnosticsChannel.ClientSendHeadersMessage).socket)?.begin();
    });
  }
  const interim = new InterimAnswers();
  ofSocket.set(socket, interim);
  const read = socket.read.bind(socket);
  socket.read = (size?: number): Buffer | null => {
    for (;;) {
      const piece: Buffer | null = read(size);
      if (piece === null) return null;
      const passed = interim.pass(piece);
      if (passed !== null) return passed;
    }
  };
}
