/** Longest head of a frame: two bytes, a length of eight, a mask of four. */
const LONGEST_HEAD = 14;
const MASKED = 0x80;

/** Follows the frames of a WebSocket (RFC 6455 §5.2) through a stream of bytes, however it is cut into pieces. */
export class FrameBoundary {
  readonly #head = new Uint8Array(LONGEST_HEAD);
  #seen = 0;
  /** Bytes of payload still to come. */
  #left = 0;

  /** Whether the last byte so far was the last of its frame: only here another frame may be put in. */
  get isBetween(): boolean {
    return this.#seen === 0 && this.#left === 0;
  }

  pass(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#left > 0) {
        const passing = Math.min(this.#left, chunk.length - at);
        this.#left -= passing;
        at += passing;
        continue;
      }
      this.#head[this.#seen] = chunk[at] ?? 0;
      this.#seen += 1;
      at += 1;
      if (this.#seen >= 2 && this.#seen === this.#headLength()) this.#begin();
    }
  }

  #byte(at: number): number {
    return this.#head[at] ?? 0;
  }

  #headLength(): number {
    const short = this.#byte(1) & 0x7f;
    const extended = short === 126 ? 2 : short === 127 ? 8 : 0;
    return 2 + extended + ((this.#byte(1) & MASKED) === 0 ? 0 : 4);
  }

  #begin(): void {
    const short = this.#byte(1) & 0x7f;
    const extended = short === 126 ? 2 : short === 127 ? 8 : 0;
    let length = extended === 0 ? short : 0;
    for (let at = 2; at < 2 + extended; at += 1) length = length * 256 + this.#byte(at);
    this.#left = length;
    this.#seen = 0;
  }
}

/** Reasons are cut to what a control frame can hold. */
const MAX_REASON = 123;

/** A server's closing frame: a code of RFC 6455 §7.4 and a reason, ASCII. */
export function closeFrame(code: number, reason: string): Buffer {
  const text = Buffer.from(reason.slice(0, MAX_REASON), "latin1");
  const frame = Buffer.alloc(4 + text.length);
  frame[0] = 0x88;
  frame[1] = 2 + text.length;
  frame.writeUInt16BE(code, 2);
  text.copy(frame, 4);
  return frame;
}
