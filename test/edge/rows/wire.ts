import type { Row, UpstreamAnswer } from "../row";

const KEY = "X-API-Key: {active}";
const send = { line: "GET /t/a?x=1 HTTP/1.1", fields: [KEY] };

/** Bytes that no server of ours would send. */
const WIRE: readonly (readonly [string, UpstreamAnswer, Row["gets"]])[] = [
  ["nothing at all", { bytes: [], end: "close" }, { status: 502, code: "upstream_unreachable" }],
  ["a reset before the head", { bytes: [], end: "reset" }, { status: 502, code: "upstream_unreachable" }],
  [
    "half a head",
    { bytes: ["HTTP/1.1 200 OK\r\nContent-"], end: "close" },
    { status: 502, code: "upstream_unreachable" },
  ],
  [
    "what is not HTTP",
    { bytes: ["SSH-2.0-OpenSSH_9.2\r\n"], end: "close" },
    { status: 502, code: "upstream_unreachable" },
  ],
  [
    "two different lengths",
    { bytes: ["HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc"], end: "close" },
    { status: 502, code: "upstream_unreachable" },
  ],
  [
    "a length that is no number",
    { bytes: ["HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nabc"], end: "close" },
    { status: 502, code: "upstream_unreachable" },
  ],
  [
    "a field with a NUL",
    { bytes: ["HTTP/1.1 200 OK\r\nX-A: a\0b\r\nContent-Length: 2\r\n\r\nok"], end: "close" },
    { status: 502, code: "upstream_unreachable" },
  ],
  [
    "a head of 20 kB",
    {
      bytes: [
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n",
        { piece: `X-Big: ${"b".repeat(1_000)}\r\n`, times: 20 },
        "\r\nok",
      ],
      end: "close",
    },
    { status: 502, code: "upstream_unreachable" },
  ],
  [
    "a status of 99",
    { bytes: ["HTTP/1.1 099 Odd\r\nContent-Length: 2\r\n\r\nok"], end: "close" },
    { status: 502, code: "upstream_unreachable" },
  ],
  [
    "a status of 600",
    { bytes: ["HTTP/1.1 600 Odd\r\nContent-Length: 2\r\n\r\nok"], end: "close" },
    { status: 502, code: "upstream_unreachable" },
  ],
  [
    "a switch of protocols nobody asked for",
    {
      bytes: ["HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"],
      end: "close",
    },
    { status: 502, code: "upstream_unreachable" },
  ],
  [
    "less than its length",
    { bytes: ["HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsome"], end: "close" },
    { status: 200, isWhole: false, body: "some" },
  ],
  [
    "less than its length, and a reset",
    { bytes: ["HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsome"], end: "reset" },
    { status: 200, isWhole: false, body: "some" },
  ],
  [
    "chunks without an end",
    { bytes: ["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nsome\r\n"], end: "close" },
    { status: 200, isWhole: false, body: "some" },
  ],
  [
    "chunks without an end, and a reset",
    { bytes: ["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nsome\r\n"], end: "reset" },
    { status: 200, isWhole: false, body: "some" },
  ],
  [
    "a chunk size that is none",
    { bytes: ["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nsome\r\nzz\r\n"], end: "close" },
    { status: 200, isWhole: false, body: "some" },
  ],
  [
    "more than its length",
    {
      bytes: [
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nsomeHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbad",
      ],
      end: "close",
    },
    { status: 200, body: "some" },
  ],
  [
    "a body that ends with the connection",
    { bytes: ["HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nall of it"], end: "close" },
    { status: 200, body: "all of it" },
  ],
  [
    "trailers",
    {
      bytes: [
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: Set-Cookie\r\n\r\n4\r\nsome\r\n0\r\nSet-Cookie: a=b\r\n\r\n",
      ],
      end: "close",
    },
    { status: 200, body: "some", headers: { trailer: null, "set-cookie": null } },
  ],
  [
    "100 Continue where nobody waits for it",
    {
      bytes: [
        { piece: "HTTP/1.1 100 Continue\r\n\r\n", times: 500 },
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
      ],
      end: "close",
    },
    { status: 200, body: "ok" },
  ],
  [
    "100 Continue piece by piece, after Early Hints",
    {
      bytes: [
        "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 1",
        "00 Continue\r\n",
        "X-A: 1\r\n\r",
        "\nHTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
      ],
      everyMs: 5,
      end: "close",
    },
    { status: 200, body: "HTTP/1.1 100 Continue\r\n\r\n" },
  ],
  [
    "a flood of Early Hints",
    {
      bytes: [
        { piece: "HTTP/1.1 103 Early Hints\r\nLink: </a.js>; rel=preload\r\n\r\n", times: 500 },
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
      ],
      end: "close",
    },
    { status: 200, body: "ok" },
  ],
  [
    "Early Hints",
    {
      bytes: [
        "HTTP/1.1 103 Early Hints\r\nLink: </evil.js>; rel=preload\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
      ],
      end: "close",
    },
    { status: 200, body: "ok", headers: { link: null } },
  ],
  [
    "a 304 with a body",
    { bytes: ["HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\n\r\n"], end: "close" },
    { status: 304, body: 0 },
  ],
  [
    "HTTP/1.0",
    { bytes: ["HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nold"], end: "close" },
    { status: 200, body: "old" },
  ],
];

const ODD: readonly Row[] = WIRE.map(([what, answers, gets]) => ({
  name: `an upstream that sends ${what}`,
  send,
  answers,
  gets,
  ...(gets.code && { upstream: {} }),
}));

const TIME: readonly Row[] = [
  {
    name: "an upstream that never answers is a 504",
    send: { line: "GET /impatient/a HTTP/1.1", fields: [KEY] },
    answers: { bytes: [], end: "hold" },
    gets: { status: 504, code: "upstream_timeout" },
    upstream: {},
  },
  {
    name: "one that only ever hints is a 504",
    send: { line: "GET /impatient/a HTTP/1.1", fields: [KEY] },
    answers: { bytes: [{ piece: "HTTP/1.1 103 Early Hints\r\n\r\n", times: 100 }], everyMs: 20, end: "hold" },
    gets: { status: 504, code: "upstream_timeout" },
    upstream: {},
  },
  {
    name: "one that falls silent in the middle is cut",
    send: { line: "GET /impatient/a HTTP/1.1", fields: [KEY] },
    answers: { bytes: ["HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsome"], end: "hold" },
    gets: { status: 200, isWhole: false, body: "some" },
  },
  {
    name: "one that drips beyond the whole time is cut",
    send: { line: "GET /impatient/a HTTP/1.1", fields: [KEY] },
    answers: {
      bytes: ["HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", { piece: "x", times: 40 }],
      everyMs: 100,
      end: "hold",
    },
    gets: { status: 200, isWhole: false },
  },
  {
    name: "one that nobody answers at is a 502",
    send: { line: "GET /dead/a HTTP/1.1", fields: [KEY] },
    gets: { status: 502, code: "upstream_unreachable" },
  },
  {
    name: "a client that leaves is counted, and its call upstream ends",
    send: { line: "GET /t/a HTTP/1.1", fields: [KEY], leaves: true },
    answers: { bytes: [], end: "hold" },
    gets: { status: 499, isNothing: true },
    upstream: {},
  },
];

/** What an upstream does to the connection itself: odd framing, broken promises, silence. */
export const WIRE_ROWS: readonly Row[] = [...ODD, ...TIME];
