import type { Row } from "../row";

const KEY = "X-API-Key: {active}";

const SIZES = [0, 1, 17, 65_536, 1_000_000, 9_900_000, 10_000_000];
const TOO_LARGE = [10_000_001, 12_000_000, 50_000_000];

const BODIES: readonly Row[] = (["length", "chunked"] as const).flatMap((framing) => [
  ...SIZES.map(
    (content): Row => ({
      name: `a body of ${content} bytes arrives byte for byte (${framing})`,
      send: {
        line: "POST /t/a HTTP/1.1",
        fields: [KEY, "Content-Type: application/octet-stream"],
        body: { content, framing },
      },
      gets: { status: 200 },
      upstream: { method: "POST", body: "same", headers: { "content-type": "application/octet-stream" } },
    }),
  ),
  ...TOO_LARGE.map(
    (content): Row => ({
      name: `a body of ${content} bytes is refused (${framing})`,
      send: { line: "POST /t/a HTTP/1.1", fields: [KEY], body: { content, framing } },
      gets: {
        status: 413,
        code: "body_too_large",
        headers: { connection: "close" },
        body: /The limit is 10000000 bytes/,
      },
      // Chunks show their size only once the call was admitted and is on its way.
      ...(framing === "chunked" ? { key: "active" as const, upstream: { body: "broken" as const } } : {}),
    }),
  ),
  ...[1_000, 1_001].map(
    (content): Row => ({
      name: `a product's own limit of 1000 holds at ${content} bytes (${framing})`,
      send: { line: "PUT /small/a HTTP/1.1", fields: [KEY], body: { content, framing } },
      gets: content === 1_000 ? { status: 200 } : { status: 413, code: "body_too_large" },
      ...(content === 1_000 ? { upstream: { body: "same" as const } } : {}),
      ...(content === 1_001 && framing === "chunked"
        ? { key: "active" as const, upstream: "any" as const }
        : {}),
    }),
  ),
  {
    name: `50 MB to a product that takes them arrive byte for byte (${framing})`,
    send: { line: "PUT /large/a HTTP/1.1", fields: [KEY], body: { content: 50_000_000, framing } },
    gets: { status: 200 },
    upstream: { body: "same" },
  },
  {
    name: `the body of a GET arrives too (${framing})`,
    send: { line: "GET /t/a HTTP/1.1", fields: [KEY], body: { content: "body", framing } },
    gets: { status: 200 },
    upstream: { body: "same" },
  },
  {
    name: `a body is asked for with 100 Continue once the call is admitted (${framing})`,
    send: {
      line: "POST /t/a HTTP/1.1",
      fields: [KEY, "Expect: 100-continue"],
      body: { content: 5_000, framing },
      waitsForContinue: true,
    },
    gets: { status: 200, interim: [100] },
    upstream: { body: "same", headers: { expect: null } },
  },
  {
    name: `a refused body is not asked for (${framing})`,
    send: {
      line: "POST /t/a HTTP/1.1",
      fields: [
        KEY.replace("active", "disabled"),
        "Expect: 100-continue",
        framing === "length" ? "Content-Length: 5000" : "Transfer-Encoding: chunked",
      ],
    },
    gets: { status: 403, code: "key_disabled", interim: [], headers: { connection: "close" } },
  },
]);

const MORE_BODIES: readonly Row[] = [
  {
    name: "extensions of chunks are dropped, their data arrives",
    send: {
      line: "POST /t/a HTTP/1.1",
      fields: [KEY, "Transfer-Encoding: chunked"],
      trailing: "2;x=y\r\nab\r\n0\r\n\r\n",
    },
    gets: { status: 200 },
    upstream: { method: "POST" },
  },
  {
    name: "trailers of a request are dropped",
    send: {
      line: "POST /t/a HTTP/1.1",
      fields: [KEY, "Transfer-Encoding: chunked", "Trailer: X-API-Key"],
      trailing: "2\r\nab\r\n0\r\nX-API-Key: {reader}\r\n\r\n",
    },
    gets: { status: 200 },
    upstream: { headers: { trailer: null, "x-api-key": null } },
  },
  {
    name: "a chunk size that is none breaks the call off",
    send: { line: "POST /t/a HTTP/1.1", fields: [KEY, "Transfer-Encoding: chunked"], trailing: "zz\r\n" },
    gets: { status: 400, isUnparsed: true },
    // The call had begun before its body turned out to be none: for the upstream it is one whose client left.
    counted: 499,
    key: "active",
    upstream: "any",
  },
  {
    name: "an expectation nobody knows is nobody's promise",
    send: { line: "GET /t/a HTTP/1.1", fields: [KEY, "Expect: something-else"] },
    gets: { status: 200 },
    upstream: { headers: { expect: null } },
  },
];

/** What comes with a request: of every size, in both framings, and from those who wait to be asked for it. */
export const BODY_ROWS: readonly Row[] = [...BODIES, ...MORE_BODIES];
