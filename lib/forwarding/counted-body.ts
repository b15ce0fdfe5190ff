/** The body of a call outgrew its limit; the answer is 413. */
export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";
}

/** Bytes of a body that have passed so far. */
export type ByteCount = { bytes: number };

/**
 * Passes a body on chunk by chunk and counts it.
 *
 * Never lets a byte beyond `limitBytes` through: the chunk that crosses the limit is withheld as a whole.
 * @throws {BodyTooLarge} At that chunk.
 */
export async function* countedBody(
  body: AsyncIterable<Uint8Array>,
  limitBytes: number,
  count: ByteCount,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    if (count.bytes + chunk.byteLength > limitBytes) throw new BodyTooLarge();
    count.bytes += chunk.byteLength;
    yield chunk;
  }
}
