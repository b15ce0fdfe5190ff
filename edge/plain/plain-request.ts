/** A request without a body, as it came off the wire. */
export type PlainRequest = {
  readonly target: string;
  /** Name, value, name, value …, as Node's `rawHeaders`. */
  readonly rawHeaders: string[];
  /** The client wants the connection closed behind the answer. */
  readonly isLast: boolean;
};

/** A longer head is not plain. Below what Node takes, in bytes and in number of fields. */
const LONGEST = 8_192;

/**
 * One whole head and nothing else: GET, origin form, visible ASCII and inner spaces, one space behind each colon, CRLF everywhere. Every
 * character has one way to match, so the time is linear.
 */
const PLAIN = /^GET \/[!-~]* HTTP\/1\.1\r\n(?:[!#$%&'*+.^_`|~\dA-Za-z-]+: [!-~][ -~]*\r\n)+\r\n$/;

const TARGET_AT = "GET ".length;
const VERSION_LENGTH = " HTTP/1.1".length;
const SPACE = 0x20;

/** Fields that say how a message is framed, or that a connection is to become another. */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "expect",
  "http2-settings",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
/** A bit per length of those names: most names are of none. */
const LENGTHS = [...OF_THE_CONNECTION].reduce((bits, { length }) => bits | (1 << length), 0);

/**
 * Reads what arrived in one piece as a request, when it can be read in one way only; null when it is anything but the plainest there
 * is: then Node's parser is to judge it.
 *
 * Reads what it takes as that parser does, held by a property test (`plain-request.prop.test.ts`). No string of the result keeps the others
 * in memory: who remembers a user agent must not remember a secret with it.
 * @see docs/decisions/027-plain-requests.md
 */
export function readPlainRequest(chunk: Buffer): PlainRequest | null {
  if (chunk.length > LONGEST) return null;
  const text = chunk.toString("latin1");
  if (!PLAIN.test(text)) return null;
  const lineEnd = text.indexOf("\r\n");
  const rawHeaders: string[] = [];
  let isLast = false;
  const end = text.length - 2;
  for (let at = lineEnd + 2; at < end; ) {
    const colon = text.indexOf(":", at);
    const next = text.indexOf("\r\n", colon);
    const name = text.slice(at, colon);
    const value = chunk.toString("latin1", colon + 2, next);
    if (text.charCodeAt(next - 1) === SPACE) return null;
    if ((LENGTHS & (1 << (name.length & 31))) !== 0) {
      const persistence = persistenceIn(name.toLowerCase(), value);
      if (persistence === null) return null;
      isLast ||= persistence === "close";
    }
    rawHeaders.push(name, value);
    at = next + 2;
  }
  return { target: chunk.toString("latin1", TARGET_AT, lineEnd - VERSION_LENGTH), rawHeaders, isLast };
}

/** What a field says about the connection; null when it is more than whether it stays. */
function persistenceIn(name: string, value: string): "close" | "keep-alive" | null {
  if (!OF_THE_CONNECTION.has(name)) return "keep-alive";
  const option = name === "connection" ? value.toLowerCase() : "";
  return option === "close" || option === "keep-alive" ? option : null;
}
