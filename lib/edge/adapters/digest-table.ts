/** Numbers of 32 bits a row holds: 64 bytes, what a processor fetches at once. The digest takes the first eight. */
export const ROW = 16;
const DIGEST = 8;
const FIRST_ROWS = 64;

/**
 * Rows found by a digest of 32 bytes, all in one piece of memory: with a million of them, finding one and reading what it
 * says costs two fetches, where a `Map` of strings to objects takes five.
 *
 * A row keeps its number until it is removed. Digests are evenly spread by their nature, so their first bytes serve as the
 * hash; open addressing, at most half full.
 */
export class DigestTable {
  /** Replaced when it grows: never keep it beyond a call. Beside the digest a row is the user's. */
  words = new Int32Array(FIRST_ROWS * ROW);
  /** Number of the row plus one, 0 where there is none. */
  #index = new Int32Array(FIRST_ROWS * 2);
  readonly #free: number[] = [];
  #rows = 0;

  /** The row of a digest (up to 32 one-byte characters), -1 when there is none. */
  find(digest: string): number {
    const { words } = this;
    const index = this.#index;
    const mask = index.length - 1;
    const first = wordAt(digest, 0);
    for (let at = first & mask; ; at = (at + 1) & mask) {
      const row = (index[at] ?? 0) - 1;
      if (row === -1) return -1;
      if (words[row * ROW] === first && holds(words, row, digest)) return row;
    }
  }

  /** A new row for a digest that has none; what the user keeps there is 0. */
  add(digest: string): number {
    const row = this.#free.pop() ?? this.#rows++;
    if (this.#rows * ROW > this.words.length) this.#grow();
    for (let word = 0; word < DIGEST; word += 1) this.words[row * ROW + word] = wordAt(digest, word);
    this.#enter(row);
    return row;
  }

  remove(row: number): void {
    const { words } = this;
    const index = this.#index;
    const mask = index.length - 1;
    const homeOf = (entered: number) => (words[(entered - 1) * ROW] ?? 0) & mask;
    let gap = homeOf(row + 1);
    while (index[gap] !== row + 1) gap = (gap + 1) & mask;
    // What was pushed on by its neighbours moves back, so that no search ends too early.
    for (let at = (gap + 1) & mask; index[at] !== 0; at = (at + 1) & mask) {
      const home = homeOf(index[at] ?? 0);
      if (((at - home) & mask) < ((at - gap) & mask)) continue;
      index[gap] = index[at] ?? 0;
      gap = at;
    }
    index[gap] = 0;
    words.fill(0, row * ROW, (row + 1) * ROW);
    this.#free.push(row);
  }

  get size(): number {
    return this.#rows - this.#free.length;
  }

  /** Numbers given out so far: every row has one below it. */
  get rows(): number {
    return this.#rows;
  }

  #enter(row: number): void {
    const index = this.#index;
    const mask = index.length - 1;
    let at = (this.words[row * ROW] ?? 0) & mask;
    while (index[at] !== 0) at = (at + 1) & mask;
    index[at] = row + 1;
  }

  #grow(): void {
    const entered = this.#index.filter((row) => row !== 0);
    const words = new Int32Array(this.words.length * 2);
    words.set(this.words);
    this.words = words;
    this.#index = new Int32Array(this.#index.length * 2);
    for (const row of entered) this.#enter(row - 1);
  }
}

function wordAt(digest: string, word: number): number {
  const at = word * 4;
  return (
    digest.charCodeAt(at) |
    (digest.charCodeAt(at + 1) << 8) |
    (digest.charCodeAt(at + 2) << 16) |
    (digest.charCodeAt(at + 3) << 24)
  );
}

function holds(words: Int32Array, row: number, digest: string): boolean {
  for (let word = 1; word < DIGEST; word += 1) {
    if (words[row * ROW + word] !== wordAt(digest, word)) return false;
  }
  return true;
}
