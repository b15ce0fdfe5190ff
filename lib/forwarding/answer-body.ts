import type { UsageSink } from "@/lib/edge/ports";
import type { ClientResponse } from "./client-response";
import { endInOne } from "./end-in-one";
import { endWithTurn } from "./outbox";

/** A body up to this many bytes is sooner copied than sent as a piece of its own. */
const MOST_TO_COPY = 4_096;

/**
 * The body of an upstream's answer on its way into the client's response.
 *
 * Most answers come from the upstream in one piece, and go out in one. Whatever comes first waits for the rest of that piece
 * and no longer: what is still to come later must not keep it back.
 */
export class AnswerBody {
  readonly #res: ClientResponse;
  readonly #sink: UsageSink;
  #bytes = 0;
  /** The first piece of the body, as long as more of the answer may come with it. */
  #held: Buffer | undefined;
  #isWaiting = false;
  #isEnded = false;

  /** @param sink Where the call is recorded before the body is ended. */
  constructor(res: ClientResponse, sink: UsageSink) {
    this.#res = res;
    this.#sink = sink;
  }

  /** The head is written and not sent yet: it goes out with the body that came with it, or alone. */
  begin(): void {
    this.#isWaiting = true;
    process.nextTick(sendWaiting, this);
  }

  /** False when the client does not keep up: then `drain` of the response says when it does. */
  write(chunk: Buffer): boolean {
    this.#bytes += chunk.byteLength;
    if (this.#isWaiting && this.#held === undefined && chunk.byteLength <= MOST_TO_COPY) {
      this.#held = chunk;
      return true;
    }
    this.#sendHeld();
    return this.#res.write(chunk);
  }

  end(last: Buffer | undefined): void {
    this.#isEnded = true;
    this.#bytes += last?.byteLength ?? 0;
    const only = this.#held ?? last;
    if (this.#isWaiting && only?.byteLength === this.#bytes && this.#bytes <= MOST_TO_COPY) {
      endInOne(this.#res, only, this.#sink);
      return;
    }
    if (only === undefined) {
      endWithTurn(this.#res, this.#sink);
      return;
    }
    this.#sink.writeOut?.();
    this.#sendHeld();
    this.#res.end(last);
  }

  sendWaiting(): void {
    this.#isWaiting = false;
    if (this.#isEnded || this.#res.destroyed) return;
    if (this.#bytes === 0) this.#res.flushHeaders();
    else this.#sendHeld();
  }

  #sendHeld(): void {
    if (this.#held !== undefined) this.#res.write(this.#held);
    this.#held = undefined;
  }
}

function sendWaiting(body: AnswerBody): void {
  body.sendWaiting();
}
