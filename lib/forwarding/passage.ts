import { type Duplex, Readable } from "node:stream";
import type { Dispatcher } from "undici";
import { refuseAdmitted } from "@/lib/edge/check";
import type { Admitted, Refused } from "@/lib/edge/decision";
import { forwardedAnswerHeaders, forwardRequestHeaders } from "@/lib/edge/forward-headers";
import { upstreamTarget } from "@/lib/edge/upstream-target";
import { handshakeFields } from "@/lib/edge/websocket";
import { AnswerBody } from "./answer-body";
import { BufferHeaders } from "./buffer-headers";
import type { ClientResponse } from "./client-response";
import { type ByteCount, countedBody } from "./counted-body";
import type { EdgeHost, MeteredCall } from "./edge-host";
import { canRepeat, failureOf } from "./failure";
import { type UpstreamPool, upstreamPool } from "./pools";
import { CLIENT_GONE, noteAdmitted, settle } from "./settle";
import { switchProtocols } from "./switch-protocols";
import { setTraceparent } from "./trace-fields";
import { writeHead } from "./write-head";

/** Answers and counts a passage that failed before its answer began. */
type Refuse = (refused: Refused, bytesIn: number) => void;

/** A length that can be declared to a client. */
const LENGTH = /^\d{1,15}$/;

/**
 * One admitted call on its way to the upstream and back: undici's parser writes straight into the client's response, with
 * back-pressure both ways.
 *
 * Follows no redirect and sends no field but those built here, `host`, `connection` and the framing. Connecting, waiting
 * for the head, silence between two chunks and the whole call each have their time-out. A body that outgrows its limit
 * aborts the upstream request unfinished. Sent once; only a call without body whose method is idempotent is tried a second
 * time, when the connection was refused or reset before a byte of it was written. An upstream that breaks off cuts the client's connection
 * instead of passing a torso off as whole.
 */
export class Passage implements Dispatcher.DispatchHandler {
  readonly #admitted: Admitted;
  readonly #call: MeteredCall;
  readonly #res: ClientResponse;
  readonly #host: EdgeHost;
  readonly #requestId: string;
  readonly #refuse: Refuse;
  readonly #target: string;
  readonly #sent: ByteCount = { bytes: 0 };
  #upstream: UpstreamPool | undefined;
  #timer: NodeJS.Timeout | undefined;
  #abort: ((error?: Error) => void) | undefined;
  #resume: (() => void) | undefined;
  #status = 0;
  /** Declared length of the answer; null when only its end tells. */
  #length: number | null = null;
  #bytesOut = 0;
  /** A byte of the request may have been written. */
  #isStarted = false;
  #isRepeated = false;
  #hasBody = false;
  readonly #body: AnswerBody;
  /** Until the client had its answer; undefined while the call ends with that. */
  #latencyMs: number | undefined;
  /** Counted; nothing more comes of it. */
  #isOver = false;

  constructor(
    admitted: Admitted,
    call: MeteredCall,
    res: ClientResponse,
    host: EdgeHost,
    requestId: string,
    refuse: Refuse,
  ) {
    this.#admitted = admitted;
    this.#call = call;
    this.#res = res;
    this.#body = new AnswerBody(res, host.sink);
    this.#host = host;
    this.#requestId = requestId;
    this.#refuse = refuse;
    this.#target = upstreamTarget(admitted);
  }

  begin(): void {
    if (this.#res.destroyed) {
      this.#clientGone();
      return;
    }
    noteAdmitted(this.#admitted, this.#call, this.#host, this.#requestId);
    this.#res.once("close", () => this.#clientGone());
    this.#timer = setTimeout(
      () => this.#totalTimeout(),
      this.#admitted.route.product.upstream.totalTimeoutMs,
    );
    try {
      this.#dispatch();
    } catch (error) {
      // The edge itself is broken; whoever called answers that, and what the call held is given back.
      if (!this.#isOver) {
        this.#end();
        this.#settle(500);
      }
      throw error;
    }
  }

  #dispatch(): void {
    const call = this.#call;
    const { product } = this.#admitted.route;
    const headers = forwardRequestHeaders(this.#admitted, call, {
      requestId: this.#requestId,
      sentTarget: this.#target,
      scheme: call.isSecure || this.#host.publicUrl.startsWith("https:") ? "https" : "http",
      now: Date.now(),
      hmac: this.#host.hmac,
    });
    const { tracing } = this.#host;
    if (tracing !== undefined) setTraceparent(headers, tracing.asked(call, this.#admitted));
    if (call.body !== null && call.contentLength !== null) {
      headers.push("content-length", String(call.contentLength));
    }
    if (call.switching !== undefined) headers.push(...handshakeFields(call.headers));
    try {
      this.#upstream = upstreamPool(product.upstream, this.#host.policy);
    } catch (error) {
      this.onError(error);
      return;
    }
    this.#upstream.pool.dispatch(
      {
        method: call.method as Dispatcher.HttpMethod,
        path: this.#target,
        headers,
        body:
          call.body === null
            ? null
            : Readable.from(countedBody(call.body, product.bodyLimitBytes, this.#sent)),
        headersTimeout: product.upstream.headersTimeoutMs,
        bodyTimeout: product.upstream.idleTimeoutMs,
        upgrade: call.switching === undefined ? null : "websocket",
      },
      this,
    );
  }

  /** undici has a connection and is about to write. */
  onConnect(abort: (error?: Error) => void): void {
    this.#isStarted = true;
    this.#abort = abort;
    if (this.#isOver) abort(new Error("The client's call is over"));
  }

  onHeaders(status: number, rawHeaders: Buffer[], resume: () => void): boolean {
    // Interim answers are for us alone.
    if (status < 200) return true;
    if (status > 599) throw new RangeError(`An upstream answered with status ${status}`);
    this.#upstream?.health.noteAnswered();
    const { keyHeaders } = this.#host.deps;
    const upstream = new BufferHeaders(rawHeaders);
    const context = {
      requestId: this.#requestId,
      publicUrl: this.#host.publicUrl,
      keyHeaders,
      at: performance.now(),
    };
    const headers = forwardedAnswerHeaders(this.#admitted, this.#call, upstream, this.#target, context);
    const isBodiless = status === 204 || status === 205 || status === 304;
    const declared = isBodiless ? null : upstream.get("content-length");
    if (declared !== null && LENGTH.test(declared)) {
      this.#length = Number(declared);
      headers.push("Content-Length", declared);
    }
    this.#resume = resume;
    this.#hasBody = !isBodiless && this.#call.method !== "HEAD";
    writeHead(this.#call, this.#res, status, headers);
    // Only now: a head that cannot be written is a failed upstream, not a begun answer.
    this.#status = status;
    if (this.#hasBody && this.#length !== 0) this.#body.begin();
    return true;
  }

  /** The upstream has answered 101; what of it was a WebSocket handshake has this connection to itself from here on. */
  onUpgrade(_status: number, rawHeaders: Buffer[], upstream: Duplex): void {
    // undici has let go of it, and an error that nobody hears would end the process.
    upstream.on("error", () => undefined);
    if (this.#isOver) {
      upstream.destroy();
      return;
    }
    clearTimeout(this.#timer);
    const isSwitched = switchProtocols({
      admitted: this.#admitted,
      call: this.#call,
      host: this.#host,
      requestId: this.#requestId,
      answered: new BufferHeaders(rawHeaders),
      upstream,
      onOver: ({ bytesIn, bytesOut }) => {
        this.#end();
        this.#sent.bytes = bytesIn;
        this.#bytesOut = bytesOut;
        this.#settle(this.#status);
      },
    });
    if (!isSwitched) {
      upstream.destroy();
      this.#upstream?.health.noteFailed("upstream_unreachable", Date.now());
      this.#fail("upstream_unreachable");
      return;
    }
    this.#upstream?.health.noteAnswered();
    this.#status = 101;
    this.#latencyMs = performance.now() - this.#call.arrivedAt;
  }

  onData(chunk: Buffer): boolean {
    if (this.#isOver) return false;
    if (!this.#hasBody) return true;
    this.#bytesOut += chunk.byteLength;
    if (this.#bytesOut === this.#length) {
      this.#finish(chunk);
      return true;
    }
    if (this.#body.write(chunk)) return true;
    this.#res.once("drain", () => this.#resume?.());
    return false;
  }

  onComplete(): void {
    if (!this.#isOver) this.#finish(undefined);
  }

  onError(error: unknown): void {
    if (this.#isOver) return;
    if (!this.#isStarted && !this.#isRepeated && canRepeat(this.#call, error)) {
      this.#isRepeated = true;
      if (this.#upstream !== undefined) this.#upstream.health.repeated += 1;
      this.#dispatch();
      return;
    }
    const failure = failureOf(error);
    if (failure !== "body_too_large") this.#upstream?.health.noteFailed(failure, Date.now());
    this.#fail(failure);
  }

  #totalTimeout(): void {
    this.#upstream?.health.noteFailed("upstream_timeout", Date.now());
    this.#fail("upstream_timeout");
    this.#abort?.(new Error("The total time of the call is over"));
  }

  #fail(failure: "body_too_large" | "upstream_timeout" | "upstream_unreachable"): void {
    this.#end();
    if (this.#status === 0) {
      // Before the answer is built: it tells what is left, this call's share included.
      this.#admitted.lease?.end({ isRefunded: true, bytes: 0 });
      this.#refuse(refuseAdmitted(this.#admitted, failure), this.#sent.bytes);
      return;
    }
    // What the head announced will not come.
    this.#settle(this.#status);
    this.#res.destroy();
  }

  #clientGone(): void {
    if (this.#isOver) return;
    this.#end();
    this.#settle(this.#status === 0 ? CLIENT_GONE : this.#status);
    this.#abort?.(new Error("The client went away"));
  }

  #finish(last: Buffer | undefined): void {
    this.#end();
    this.#settle(this.#status);
    this.#body.end(last);
  }

  #end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  #settle(status: number): void {
    const outcome = {
      requestId: this.#requestId,
      status,
      bytesIn: this.#sent.bytes,
      bytesOut: this.#bytesOut,
      ...(this.#latencyMs !== undefined && { latencyMs: this.#latencyMs }),
    };
    settle(this.#admitted, this.#call, this.#host, outcome);
  }
}
