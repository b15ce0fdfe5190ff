/** One answer as it came over the wire. */
export type RawAnswer = {
  /** 0 when nothing came. */
  readonly status: number;
  readonly interim: readonly number[];
  /** Name, value, name, value …, as sent. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  /** Whether framing says that nothing is missing. */
  readonly isWhole: boolean;
  /** Where the next answer on the connection would begin. */
  readonly end: number;
};

const NOTHING: RawAnswer = {
  status: 0,
  interim: [],
  rawHeaders: [],
  body: Buffer.alloc(0),
  isWhole: false,
  end: 0,
};

/**
 * Reads one answer out of what came on a connection, beginning at `from`.
 * @param isHead It answers a HEAD: no body follows whatever the head says.
 */
export function readAnswer(wire: Buffer, from = 0, isHead = false): RawAnswer {
  const interim: number[] = [];
  for (let at = from; ; ) {
    const headEnd = wire.indexOf("\r\n\r\n", at);
    if (headEnd === -1) return { ...NOTHING, interim, end: wire.length };
    const [statusLine = "", ...lines] = wire.subarray(at, headEnd).toString("latin1").split("\r\n");
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(`${statusLine} `)?.[1] ?? -1);
    const bodyAt = headEnd + 4;
    if (status >= 100 && status < 200 && status !== 101) {
      interim.push(status);
      at = bodyAt;
      continue;
    }
    const rawHeaders = lines.flatMap((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
    const isBodiless = isHead || status === 204 || status === 304;
    return { status, interim, rawHeaders, ...readBody(wire, bodyAt, rawHeaders, isBodiless) };
  }
}

/** All values of a field, joined as RFC 9110 §5.3 says; null without one. */
export function headerOf(rawHeaders: readonly string[], name: string): string | null {
  const values = rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name);
  return values.length === 0 ? null : values.join(", ");
}

function readBody(
  wire: Buffer,
  from: number,
  rawHeaders: readonly string[],
  isBodiless: boolean,
): Pick<RawAnswer, "body" | "isWhole" | "end"> {
  if (isBodiless) return { body: Buffer.alloc(0), isWhole: true, end: from };
  if (headerOf(rawHeaders, "transfer-encoding") === "chunked") return readChunks(wire, from);
  const declared = headerOf(rawHeaders, "content-length");
  if (declared === null) return { body: wire.subarray(from), isWhole: true, end: wire.length };
  const end = from + Number(declared);
  return { body: wire.subarray(from, end), isWhole: wire.length >= end, end: Math.min(end, wire.length) };
}

function readChunks(wire: Buffer, from: number): Pick<RawAnswer, "body" | "isWhole" | "end"> {
  const chunks: Buffer[] = [];
  for (let at = from; ; ) {
    const lineEnd = wire.indexOf("\r\n", at);
    const size = lineEnd === -1 ? Number.NaN : Number.parseInt(wire.toString("latin1", at, lineEnd), 16);
    const dataEnd = lineEnd + 2 + size;
    const isWhole = size === 0;
    if (Number.isNaN(size) || isWhole || dataEnd > wire.length) {
      if (size > 0) chunks.push(wire.subarray(lineEnd + 2));
      // Our hosts send no trailers: the last chunk is followed by one empty line.
      return { body: Buffer.concat(chunks), isWhole, end: isWhole ? lineEnd + 4 : wire.length };
    }
    chunks.push(wire.subarray(lineEnd + 2, dataEnd));
    at = dataEnd + 2;
  }
}
