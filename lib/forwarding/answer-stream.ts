import type { Readable } from "node:stream";

type Options = {
  /** Declared length of the body; null when only its end tells. */
  readonly contentLength: number | null;
  /**
   * Called exactly once with the bytes handed over: before the last of them is, when the client goes away, or when the
   * upstream breaks off.
   */
  readonly onSettled: (bytes: number) => void;
};

/**
 * Streams an upstream's body to the client with back-pressure, and tells its size before its end.
 *
 * With a declared length the last byte waits for `onSettled`; without one the end of the stream does, and in chunked
 * framing that end is the last the client gets. An upstream that breaks off errors the stream, so that the host cuts
 * the connection instead of passing a torso off as whole. A body longer than declared is cut at the declared length.
 */
export function answerStream(
  body: Readable,
  { contentLength, onSettled }: Options,
): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
  let bytes = 0;
  let isSettled = false;
  const settle = () => {
    if (!isSettled) onSettled(bytes);
    isSettled = true;
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = await chunks.next();
          if (next.done === true) {
            settle();
            controller.close();
            return;
          }
          bytes += next.value.byteLength;
          if (bytes === contentLength) settle();
          controller.enqueue(next.value);
        } catch {
          settle();
          // The name keeps Next from logging it as a fault of ours and from answering in its place.
          controller.error(new DOMException("The upstream broke off", "AbortError"));
        }
      },
      cancel() {
        body.destroy();
        settle();
      },
    },
    { highWaterMark: 0 },
  );
}
