const ZERO = 0x30;
const NINE = 0x39;
const BRACE = "{".length;

/** Whole numbers of an array as Postgres writes it, `{1,2}`, one after the other. None may be negative. */
export class WrittenNumbers {
  readonly #text: string;
  #at = BRACE;

  constructor(text: string) {
    this.#text = text;
    if (text === "{}") this.#at = text.length;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** The next one; 0 at the end. */
  next(): number {
    let number = 0;
    for (;;) {
      const digit = this.#text.charCodeAt(this.#at++) - ZERO;
      if (!(digit >= 0 && digit <= NINE - ZERO)) return number;
      number = number * 10 + digit;
    }
  }
}
