/**
 * Header fields of a call. The Web's `Headers` is one.
 *
 * `get` takes a lower-case name and joins repeated fields with `", "`; null when absent. A host whose header object
 * drops repeated fields (Node's `req.headers.authorization`, and so Next's) must put the joined value there first,
 * or two credentials would look like one.
 */
export interface HeaderReader {
  get(name: string): string | null;
  forEach(visit: (value: string, name: string) => void): void;
}

/** Name, value, name, value, …: what `writeHead` takes in one go. */
export type HeaderList = string[];

/** Reads Node's `rawHeaders` in place: nothing is built until asked for. */
export class RawHeaders implements HeaderReader {
  readonly #raw: readonly string[];
  /** A bit per length of a name there is, 0 until first needed: most questions are about fields that are not there. */
  #lengths = 0;

  constructor(raw: readonly string[]) {
    this.#raw = raw;
  }

  get(name: string): string | null {
    const raw = this.#raw;
    if (this.#lengths === 0) this.#lengths = lengthsOf(raw);
    if ((this.#lengths & (1 << (name.length & 31))) === 0) return null;
    let found: string | null = null;
    for (let at = 0; at + 1 < raw.length; at += 2) {
      const candidate = raw[at] ?? "";
      if (candidate.length !== name.length || !isNamed(candidate, name)) continue;
      const value = raw[at + 1] ?? "";
      found = found === null ? value : `${found}, ${value}`;
    }
    return found;
  }

  /** Each field as it came, name in lower case; repeated fields one by one. */
  forEach(visit: (value: string, name: string) => void): void {
    const raw = this.#raw;
    for (let at = 0; at + 1 < raw.length; at += 2) visit(raw[at + 1] ?? "", (raw[at] ?? "").toLowerCase());
  }
}

/** Whether a field name, of the same length, is the lower-case one. Builds no string; most differ in the first letter. */
function isNamed(candidate: string, name: string): boolean {
  for (let at = 0; at < name.length; at += 1) {
    const code = candidate.charCodeAt(at);
    if ((code >= 0x41 && code <= 0x5a ? code | 0x20 : code) !== name.charCodeAt(at)) return false;
  }
  return true;
}

function lengthsOf(raw: readonly string[]): number {
  let lengths = 0;
  for (let at = 0; at < raw.length; at += 2) lengths |= 1 << ((raw[at] ?? "").length & 31);
  return lengths;
}
