import type { HeaderReader } from "@/lib/edge/headers";

/** Reads the raw fields of an upstream's answer in place: only what is asked for becomes a string. */
export class BufferHeaders implements HeaderReader {
  /** Name, value, name, value …, one byte a character. */
  readonly #raw: readonly Buffer[];

  constructor(raw: readonly Buffer[]) {
    this.#raw = raw;
  }

  get(name: string): string | null {
    const raw = this.#raw;
    let found: string | null = null;
    for (let at = 0; at + 1 < raw.length; at += 2) {
      const candidate = raw[at];
      if (candidate === undefined || candidate.length !== name.length || !isNamed(candidate, name)) continue;
      const value = textOf(raw[at + 1]);
      found = found === null ? value : `${found}, ${value}`;
    }
    return found;
  }

  forEach(visit: (value: string, name: string) => void): void {
    for (let at = 0; at + 1 < this.#raw.length; at += 2) {
      visit(textOf(this.#raw[at + 1]), textOf(this.#raw[at]).toLowerCase());
    }
  }
}

function textOf(part: Buffer | undefined): string {
  return part === undefined ? "" : part.toString("latin1");
}

/** Whether a field name, of the same length, is the lower-case one. */
function isNamed(candidate: Buffer, name: string): boolean {
  for (let at = 0; at < name.length; at += 1) {
    const code = candidate[at] ?? 0;
    if ((code >= 0x41 && code <= 0x5a ? code | 0x20 : code) !== name.charCodeAt(at)) return false;
  }
  return true;
}
