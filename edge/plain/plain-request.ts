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

type Known = "connection" | "framing" | "kept" | "passing";

/** Fields that say how a message is framed, or that a connection is to become another. */
const FRAMING =
  "Content-Length Expect HTTP2-Settings Keep-Alive Proxy-Connection TE Trailer Transfer-Encoding Upgrade";
/** Fields that nobody remembers: they are read, and forgotten with the call. */
const PASSING =
  "Accept Accept-Encoding Accept-Language Cache-Control DNT Host If-Modified-Since If-None-Match Pragma Priority Range " +
  "Sec-CH-UA Sec-CH-UA-Mobile Sec-CH-UA-Platform Sec-Fetch-Dest Sec-Fetch-Mode Sec-Fetch-Site X-API-Key";

/** Fields of which the edge remembers something: whatever is not known is taken for one. */
const KEPT = "Authorization Cookie Origin Referer User-Agent";

/** What is known of a field by its name, in the two spellings nearly all clients use. */
const KNOWN = new Map<string, Known>(
  Object.entries({
    Connection: "connection",
    [FRAMING]: "framing",
    [KEPT]: "kept",
    [PASSING]: "passing",
  } as const).flatMap(([names, known]) =>
    names.split(" ").flatMap((name) => [name, name.toLowerCase()].map((it) => [it, known] as const)),
  ),
);

/**
 * Reads what arrived in one piece as a request, when it can be read in one way only; null when it is anything but the plainest there
 * is: then Node's parser is to judge it.
 *
 * Reads what it takes as that parser does, held by a property test (`plain-request.prop.test.ts`). No string of the result that
 * anybody remembers keeps the others in memory: with a user agent a secret would be remembered.
 * @see docs/decisions/027-plain-requests.md
 */
export function readPlainRequest(chunk: Buffer): PlainRequest | null {
  if (chunk.length > LONGEST) return null;
  const text = chunk.toString("latin1");
  if (!PLAIN.test(text)) return null;
  // Behind each of them is a line feed, and one character is looked for quicker than two.
  const lineEnd = text.indexOf("\r");
  const rawHeaders: string[] = [];
  let isLast = false;
  const end = text.length - 2;
  for (let at = lineEnd + 2; at < end; ) {
    const colon = text.indexOf(":", at);
    const next = text.indexOf("\r", colon);
    if (text.charCodeAt(next - 1) === SPACE) return null;
    const name = text.slice(at, colon);
    const known = KNOWN.get(name) ?? KNOWN.get(name.toLowerCase());
    if (known === "framing") return null;
    const value =
      known === "passing" ? text.slice(colon + 2, next) : chunk.toString("latin1", colon + 2, next);
    if (known === "connection") {
      const option = value.toLowerCase();
      if (option === "close") isLast = true;
      else if (option !== "keep-alive") return null;
    }
    rawHeaders.push(name, value);
    at = next + 2;
  }
  return { target: chunk.toString("latin1", TARGET_AT, lineEnd - VERSION_LENGTH), rawHeaders, isLast };
}
