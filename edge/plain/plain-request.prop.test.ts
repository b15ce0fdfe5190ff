import { createServer, type IncomingMessage } from "node:http";
import { Duplex } from "node:stream";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { readPlainRequest } from "./plain-request";

/** Node's own parser, with the settings of our servers. */
const node = createServer({ maxHeaderSize: 16_384, requireHostHeader: false });
let read: IncomingMessage[] = [];
let faults = 0;
node.on("request", (req, res) => {
  read.push(req);
  res.end();
});
node.on("checkContinue", (req) => void read.push(req));
node.on("checkExpectation", (req) => void read.push(req));
node.on("upgrade", (req) => void read.push(req));
node.on("clientError", () => {
  faults += 1;
});
afterAll(() => node.close());

/** What Node makes of these bytes as the first of a connection. */
async function byNode(
  bytes: Buffer,
): Promise<{ requests: IncomingMessage[]; faults: number; closing: boolean }> {
  read = [];
  faults = 0;
  let written = "";
  const socket = new Duplex({
    read: () => undefined,
    write(chunk, _, done) {
      written += String(chunk);
      done();
    },
  });
  node.emit("connection", socket);
  socket.push(bytes);
  await new Promise((resolve) => setImmediate(resolve));
  const seen = { requests: read, faults, closing: written.includes("Connection: close\r\n") };
  socket.destroy();
  return seen;
}

const ours = (text: string) => readPlainRequest(Buffer.from(text, "latin1"));
const GET = "GET /map/1?key=a HTTP/1.1\r\n";

/** Nearly always the first; now and then one of what only looks like it. */
const mostly = (usual: fc.Arbitrary<string>, ...odd: string[]) =>
  fc.oneof({ weight: 30, arbitrary: usual }, fc.constantFrom(...odd));
const anyOf = (words: string) => fc.constantFrom(...words.split(" "));

const method = mostly(fc.constant("GET"), "get", "HEAD", "POST", " GET", "GET\t", "PRI");
const target = mostly(
  fc.webPath().map((path) => path || "/"),
  ...["*", "//a", "/a b", "/\u00e9", "/%00", "/a#b", "http://h/a", '/a?b\\"<>{}|^`'],
);
const version = mostly(fc.constant("HTTP/1.1"), "HTTP/1.0", "HTTP/2.0", "http/1.1", "HTTP/1.1 ", "HTTP/01.1");
const name = mostly(
  fc.oneof(
    anyOf("Host host X-API-Key Authorization User-Agent Accept Origin Referer Range X-Forwarded-For"),
    fc.string({ unit: anyOf("a Z 9 - _ ! ' ~"), minLength: 1, maxLength: 18 }),
  ),
  ..."Connection Content-Length Transfer-Encoding Expect Upgrade TE Trailer Keep-Alive HTTP2-Settings CONNECTION tRailer expecT".split(
    " ",
  ),
  ...["", " Host", "Host ", "Ho st", "H\u00f6st", "X:Y", "X\tY", "(x)", "x\0", "Proxy-Connection"],
);
const value = mostly(
  fc.oneof(
    anyOf("keep-alive close Keep-Alive 5 0 chunked identity 100-continue websocket trailers"),
    fc.string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 1,
    }),
  ),
  ...[
    "",
    " ",
    " lead",
    "trail ",
    "tab\there",
    "\u00e9",
    "nul\0",
    "lone\rcr",
    "lone\nlf",
    "fold\r\n more",
    "bell\u0007",
    "del\u007f",
  ],
);
const separator = mostly(fc.constant(": "), ":", ":  ", " : ", ":\t", "");
const end = mostly(fc.constant("\r\n"), "\n", "\r", "\r\r\n", "\r\n\r\n");
const field = fc.tuple(name, separator, value, end).map((parts) => parts.join(""));
const tail = mostly(fc.constant("\r\n"), "", "\n", "\r\n\r\n", `\r\n${GET}\r\n`, "\r\nbody");
const head = fc
  .tuple(method, target, version, end, fc.array(field, { maxLength: 6 }), tail)
  .map(([a, b, c, ending, fields, last]) => `${a} ${b} ${c}${ending}${fields.join("")}${last}`);

describe("a request that is read as plain", () => {
  test("is to Node's parser one request, with the same target and fields, without a body, and the whole of what came", async () => {
    let plain = 0;
    await fc.assert(
      fc.asyncProperty(head, async (text) => {
        const request = ours(text);
        if (request === null) return;
        plain += 1;
        const { requests, faults: refused, closing } = await byNode(Buffer.from(text, "latin1"));
        expect(refused).toBe(0);
        expect(requests).toHaveLength(1);
        const [other] = requests;
        expect({ method: other?.method, target: other?.url, rawHeaders: other?.rawHeaders }).toEqual({
          method: "GET",
          target: request.target,
          rawHeaders: request.rawHeaders,
        });
        expect(closing, "whether the connection is to be closed").toBe(request.isLast);
        expect(other?.httpVersion).toBe("1.1");
        expect(other?.complete).toBe(true);
      }),
      { numRuns: 20_000 },
    );
    // The property would hold of nothing at all.
    expect(plain).toBeGreaterThan(4_000);
  }, 60_000);

  test("is the same whatever the letters of its fields", () => {
    expect(ours(`${GET}Host: a\r\nX-API-KEY: b c\r\nx: ~!\r\n\r\n`)).toEqual({
      target: "/map/1?key=a",
      rawHeaders: ["Host", "a", "X-API-KEY", "b c", "x", "~!"],
      isLast: false,
    });
    expect(ours(`${GET}Host: a\r\nConnection: Keep-Alive\r\n\r\n`)?.rawHeaders).toHaveLength(4);
  });
});

describe("what is not read as plain", () => {
  test.each([
    ["another method", "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\n\r\n"],
    ["an absolute target", "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["no field at all", "GET / HTTP/1.1\r\n\r\n"],
    ["half a head", `${GET}Host: a\r\n`],
    ["two requests", `${GET}Host: a\r\n\r\n${GET}Host: a\r\n\r\n`],
    ["something behind the head", `${GET}Host: a\r\n\r\nx`],
    ["a length, even of nothing", `${GET}Host: a\r\nContent-Length: 0\r\n\r\n`],
    ["chunks", `${GET}Host: a\r\nTransfer-Encoding: chunked\r\n\r\n`],
    ["an expectation", `${GET}Host: a\r\nExpect: 100-continue\r\n\r\n`],
    ["an upgrade", `${GET}Host: a\r\nUpgrade: websocket\r\n\r\n`],
    ["a connection that is to be another", `${GET}Host: a\r\nConnection: close, upgrade\r\n\r\n`],
    ["a bare line feed", `${GET}Host: a\nX: b\r\n\r\n`],
    ["a folded field", `${GET}Host: a\r\n b\r\n\r\n`],
    ["space before the colon", `${GET}Host : a\r\n\r\n`],
    ["two spaces behind it", `${GET}Host:  a\r\n\r\n`],
    ["space at the end of a value", `${GET}Host: a \r\n\r\n`],
    ["an empty value", `${GET}Host: a\r\nX: \r\n\r\n`],
    ["a tab", `${GET}Host: a\r\nX: a\tb\r\n\r\n`],
    ["what is not ASCII", `${GET}Host: a\r\nX: \u00e9\r\n\r\n`],
    ["a head of more than 8 KiB", `${GET}Host: a\r\nX: ${"x".repeat(8_192)}\r\n\r\n`],
  ])("%s", (_, text) => {
    expect(ours(text)).toBeNull();
  });
});

test("no string of it keeps the head in memory that it came from", async () => {
  const { setFlagsFromString } = await import("node:v8");
  const { runInNewContext } = await import("node:vm");
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const agents: (string | undefined)[] = [];
  const fill = "x".repeat(7_000);
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let at = 0; at < 2_000; at += 1) {
    agents.push(
      ours(`${GET}Host: a\r\nUser-Agent: a program of some name ${at}\r\nX-Fill: ${fill}${at}\r\n\r\n`)
        ?.rawHeaders[3],
    );
  }
  collect();
  // 14 MB of heads; what is kept is 2,000 short strings.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(4_000_000);
  expect(agents[7]).toBe("a program of some name 7");
});
