import { LONGEST_LINE } from "./line";

const LINE_FEED = 0x0a;
/** What is written in one go at most. */
const CHUNK_BYTES = 64 * 1024;

type Chunk = { bytes: Buffer; records: number };

/**
 * Lines on their way to a file, in order. The newest share one piece of memory; what has to wait there is moved out in
 * chunks of whole lines.
 */
export class LineQueue {
  readonly #waiting: Chunk[] = [];
  readonly #fresh = Buffer.allocUnsafeSlow(CHUNK_BYTES + LONGEST_LINE);
  #freshBytes = 0;
  #freshRecords = 0;
  #records = 0;
  /** Bytes of the first chunk that are written. */
  #written = 0;

  /** Lines in it, one that is written in part included. */
  get records(): number {
    return this.#records;
  }

  /** Adds the line that `put` writes at a place of some memory; it answers where it ends. */
  add(put: (bytes: Buffer, at: number) => number): void {
    if (this.#freshBytes >= CHUNK_BYTES)
      this.#moveFresh(Buffer.from(this.#fresh.subarray(0, this.#freshBytes)));
    this.#freshBytes = put(this.#fresh, this.#freshBytes);
    this.#freshRecords += 1;
    this.#records += 1;
  }

  /** The bytes to be written next, `undefined` when there are none. Whole lines, less what `wrote` was told of. */
  next(): Buffer | undefined {
    const first = this.#waiting[0];
    if (first !== undefined) return first.bytes.subarray(this.#written);
    if (this.#freshRecords === 0) return undefined;
    return this.#fresh.subarray(this.#written, this.#freshBytes);
  }

  /** So many of the bytes that `next` gave are written. */
  wrote(count: number): void {
    this.#written += count;
    const first = this.#waiting[0];
    if (this.#written < (first === undefined ? this.#freshBytes : first.bytes.length)) return;
    this.#written = 0;
    if (first === undefined) {
      this.#records -= this.#freshRecords;
      this.#freshBytes = 0;
      this.#freshRecords = 0;
    } else {
      this.#records -= first.records;
      this.#waiting.shift();
    }
  }

  /** The file ended within a line: it will be written again, whole, and nothing before it. */
  rewindToLine(): void {
    if (this.#written === 0) return;
    if (this.#waiting.length === 0) this.#moveFresh(Buffer.from(this.#fresh.subarray(0, this.#freshBytes)));
    const first = this.#waiting[0];
    if (first === undefined) return;
    const done = first.bytes.lastIndexOf(LINE_FEED, this.#written - 1) + 1;
    const records = linesIn(first.bytes.subarray(0, done));
    first.bytes = first.bytes.subarray(done);
    first.records -= records;
    this.#records -= records;
    this.#written = 0;
  }

  #moveFresh(bytes: Buffer): void {
    this.#waiting.push({ bytes, records: this.#freshRecords });
    this.#freshBytes = 0;
    this.#freshRecords = 0;
  }
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) lines += 1;
  return lines;
}
