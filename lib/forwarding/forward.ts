import { Readable } from "node:stream";
import type { UpstreamEntry } from "@/lib/edge/ports";
import { type ByteCount, countedBody } from "./counted-body";
import { type ForwardFailure, failureOf, TotalTimeout } from "./failure";
import { upstreamPool } from "./pools";
import type { AddressPolicy } from "./private-addresses";

/** A call that passed the gates, ready to be sent. */
export type Outbound = {
  readonly method: string;
  readonly upstream: UpstreamEntry;
  /** Path and query on the upstream's host, exactly as the assertion signed them. */
  readonly target: string;
  /** Name, value, name, value …: built from the allow list. Framing fields are added here. */
  readonly headers: readonly string[];
  readonly body: AsyncIterable<Uint8Array> | null;
  /** Declared length of the body; null when it comes in chunks. */
  readonly contentLength: number | null;
  readonly bodyLimitBytes: number;
  /** Fires when the client goes away. */
  readonly client: AbortSignal;
  readonly policy: AddressPolicy;
};

/** What became of it. `sent` goes on counting the request's body for as long as it is sent. */
export type Forwarded =
  | { readonly ok: true; readonly sent: ByteCount; readonly answer: UpstreamAnswer }
  | {
      readonly ok: false;
      readonly sent: ByteCount;
      readonly failure: ForwardFailure | "client_gone";
      readonly cause: unknown;
    };

export type UpstreamAnswer = {
  readonly status: number;
  /** As received, untrusted. */
  readonly rawHeaders: readonly string[];
  /** Unread; fails when the upstream resets, idles too long or the total time is over. Null when there can be none. */
  readonly body: Readable | null;
};

/**
 * Sends a call upstream and resolves once the head of the answer is there.
 *
 * Follows no redirect, repeats nothing, sends no field that is not in `headers` but `host`, `connection` and the framing.
 * A body that outgrows its limit aborts the request unfinished. Connecting, waiting for the head, silence between two
 * chunks and the whole call each have their time-out. Never rejects.
 */
export async function forward(outbound: Outbound): Promise<Forwarded> {
  const sent: ByteCount = { bytes: 0 };
  const abort = new AbortController();
  const leave = () => abort.abort();
  const total = setTimeout(() => abort.abort(new TotalTimeout()), outbound.upstream.totalTimeoutMs);
  const settle = () => {
    clearTimeout(total);
    outbound.client.removeEventListener("abort", leave);
  };
  outbound.client.addEventListener("abort", leave, { once: true });
  if (outbound.client.aborted) leave();
  try {
    const answer = await dispatch(outbound, sent, abort.signal);
    if (answer.body === null) settle();
    else answer.body.once("close", settle);
    return { ok: true, sent, answer };
  } catch (error) {
    settle();
    return {
      ok: false,
      sent,
      failure: outbound.client.aborted ? "client_gone" : failureOf(error),
      cause: error,
    };
  }
}

async function dispatch(outbound: Outbound, sent: ByteCount, signal: AbortSignal): Promise<UpstreamAnswer> {
  const { method, upstream, body, contentLength } = outbound;
  const pool = upstreamPool(upstream, outbound.policy).pool;
  const request = pool.request({
    method,
    path: outbound.target,
    headers: [
      ...outbound.headers,
      ...(body === null || contentLength === null ? [] : ["content-length", String(contentLength)]),
    ],
    body: body === null ? null : Readable.from(countedBody(body, outbound.bodyLimitBytes, sent)),
    headersTimeout: upstream.headersTimeoutMs,
    bodyTimeout: upstream.idleTimeoutMs,
    responseHeaders: "raw",
    signal,
  });
  // undici hears the signal only once it has a connection; waiting for one must end with it too.
  const response = await Promise.race([request, rejectionOf(signal)]);
  // Whoever reads the body learns of a break there; after that nobody listens, and it must not end the process.
  response.body.on("error", () => undefined);
  const status = response.statusCode;
  if (status < 200 || status > 599) {
    response.body.destroy();
    throw new RangeError(`An upstream answered with status ${status}`);
  }
  const hasBody = method !== "HEAD" && status !== 204 && status !== 205 && status !== 304;
  if (!hasBody) response.body.dump().catch(() => undefined);
  return { status, rawHeaders: rawHeadersOf(response.headers), body: hasBody ? response.body : null };
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** With `responseHeaders: "raw"` the fields arrive as one flat list, which the types of undici do not say. */
function rawHeadersOf(headers: unknown): string[] {
  return Array.isArray(headers)
    ? headers.map((part) => (Buffer.isBuffer(part) ? part.toString("latin1") : String(part)))
    : [];
}
