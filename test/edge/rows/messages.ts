import type { Row } from "../row";

const KEY = "X-API-Key: {active}";
const UNPARSED = { status: 400, isUnparsed: true } as const;
const SMUGGLED = "GET /t/smuggled HTTP/1.1\r\nHost: h\r\nX-API-Key: {active}\r\n\r\n";

const METHODS: readonly Row[] = [
  ...["TRACE /t/a", "TRACE /nowhere"].map((line) => ({
    name: `${line} is refused before anything else`,
    send: { line: `${line} HTTP/1.1`, fields: [KEY] },
    gets: {
      status: 405,
      code: "method_not_supported" as const,
      headers: { allow: "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS" },
    },
    product: "-",
  })),
  ...["PROPFIND", "LOCK", "SEARCH", "QUERY", "PURGE"].map((method) => ({
    name: `${method} on a product is refused`,
    send: { line: `${method} /t/a HTTP/1.1`, fields: [KEY] },
    gets: { status: 405, code: "method_not_supported" as const, headers: { allow: /GET, HEAD/ } },
  })),
  ...["get", "Get", "FOO", "GET\tX"].map((method) => ({
    name: `${JSON.stringify(method)} is no method of HTTP`,
    send: { line: `${method} /t/a HTTP/1.1`, fields: [KEY] },
    gets: UNPARSED,
  })),
  {
    name: "OPTIONS * is about the server as a whole",
    send: { line: "OPTIONS * HTTP/1.1" },
    gets: { status: 204, headers: { allow: /GET, HEAD/ } },
    counted: false,
    upstream: null,
  },
  {
    name: "CONNECT is no tunnel",
    send: { line: "CONNECT evil.test:443 HTTP/1.1" },
    gets: { status: 405, isUnparsed: true, headers: { allow: /GET, HEAD/ } },
  },
  {
    name: "HEAD is answered like GET, without a body",
    send: { line: "HEAD /t/a HTTP/1.1", fields: [KEY] },
    answers: { fields: ["Content-Length: 1234", 'ETag: "v1"'], body: "" },
    gets: { status: 200, body: 0, headers: { "content-length": "1234", etag: '"v1"' } },
    upstream: { method: "HEAD" },
  },
  {
    name: "a HEAD that is refused has the head of the refusal",
    send: { line: "HEAD /t/a HTTP/1.1" },
    gets: {
      status: 401,
      body: 0,
      headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
    },
    unnamed: "key_missing",
  },
  {
    name: "OPTIONS that is no preflight goes to the upstream",
    send: { line: "OPTIONS /t/a HTTP/1.1", fields: [KEY] },
    gets: { status: 200 },
    upstream: { method: "OPTIONS" },
  },
];

const HANDSHAKE = [
  "Upgrade: websocket",
  "Connection: Upgrade",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  "Sec-WebSocket-Version: 13",
];

const UPGRADES: readonly Row[] = [
  ...["websocket", "WebSocket", "h2c, websocket", "websocket/13"].map((token) => ({
    name: `an upgrade to ${token} is refused, not held`,
    send: { line: "GET /t/a HTTP/1.1", fields: [KEY, `Upgrade: ${token}`, "Connection: close, Upgrade"] },
    gets: { status: 400, code: "upgrade_not_supported" as const },
  })),
  {
    name: "an upgrade to websocket without a key is refused for the upgrade",
    send: { line: "GET /t/a HTTP/1.1", fields: ["Upgrade: websocket", "Connection: close, Upgrade"] },
    gets: { status: 400, code: "upgrade_not_supported" },
  },
  {
    name: "a product that allows WebSocket lets the call on",
    send: {
      line: "GET /socket/a HTTP/1.1",
      fields: [KEY, "Upgrade: websocket", "Connection: close, Upgrade"],
    },
    gets: { status: 200 },
  },
  {
    name: "a WebSocket handshake is refused like every call without a key",
    send: { line: "GET /socket/a HTTP/1.1", fields: HANDSHAKE },
    gets: { status: 401, code: "key_missing", headers: { upgrade: null } },
  },
  {
    name: "a WebSocket handshake its upstream does not accept has the upstream's answer",
    send: { line: "GET /socket/a HTTP/1.1", fields: [KEY, ...HANDSHAKE] },
    answers: { status: 426, fields: ["Content-Type: text/plain"], body: "not today" },
    gets: { status: 426, body: "not today", headers: { upgrade: null } },
    upstream: { headers: { upgrade: "websocket", "sec-websocket-version": "13" } },
  },
  {
    name: "an upstream that switches without having read the handshake gets no connection",
    send: { line: "GET /socket/a HTTP/1.1", fields: [KEY, ...HANDSHAKE] },
    answers: {
      bytes: [
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n",
        "Sec-WebSocket-Accept: AAAALMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n",
      ],
      end: "hold",
    },
    gets: { status: 502, code: "upstream_unreachable" },
    upstream: "any",
  },
  ...["h2c", "TLS/1.0", "foo"].map((token) => ({
    name: `an upgrade to ${token} is ignored`,
    send: {
      line: "GET /t/a HTTP/1.1",
      fields: [
        KEY,
        `Upgrade: ${token}`,
        "HTTP2-Settings: AAMAAABkAAQAAP__",
        "Connection: close, Upgrade, HTTP2-Settings",
      ],
    },
    gets: { status: 200 },
    upstream: { headers: { upgrade: null, "http2-settings": null } },
  })),
];

/** What must never become a second call. */
const FRAMING: readonly Row[] = [
  ["a length and chunks", ["Content-Length: 6", "Transfer-Encoding: chunked"], `0\r\n\r\n${SMUGGLED}`],
  ["chunks and a length", ["Transfer-Encoding: chunked", "Content-Length: 6"], `0\r\n\r\n${SMUGGLED}`],
  ["two lengths", ["Content-Length: 0", "Content-Length: 5"], SMUGGLED],
  ["two equal lengths", ["Content-Length: 5", "Content-Length: 5"], "hello"],
  ["a joined length", ["Content-Length: 0, 5"], SMUGGLED],
  ["a signed length", ["Content-Length: +0"], SMUGGLED],
  ["a negative length", ["Content-Length: -1"], ""],
  ["a length in hexadecimal", ["Content-Length: 0x5"], "hello"],
  ["a length beyond all numbers", ["Content-Length: 99999999999999999999"], ""],
  ["chunks that are not last", ["Transfer-Encoding: chunked, identity"], `0\r\n\r\n${SMUGGLED}`],
  ["an unknown coding", ["Transfer-Encoding: xchunked"], `0\r\n\r\n${SMUGGLED}`, true],
  ["a coding with a tab before it", ["Transfer-Encoding: \tgzip"], `0\r\n\r\n${SMUGGLED}`, true],
  ["a space before the colon", ["Transfer-Encoding : chunked"], `0\r\n\r\n${SMUGGLED}`],
  ["a folded field", ["X-A: b\r\n Transfer-Encoding: chunked"], ""],
  ["a bare line feed", ["X-A: b\nTransfer-Encoding: chunked"], ""],
  ["a bare carriage return", ["X-A: b\rTransfer-Encoding: chunked"], ""],
  ["a NUL in a field", ["X-A: b\0c"], ""],
  ["a name with a space", ["X A: b"], ""],
  ["a name with a byte beyond ASCII", ["X-\u00e9: b"], ""],
  ["a field without a colon", ["X-A"], ""],
].map(([what, fields, trailing, isOurs]) => ({
  name: `no second call by ${what}`,
  send: { line: "POST /t/a HTTP/1.1", fields: [KEY, ...(fields as string[])], trailing: trailing as string },
  // Where the parser finds fault only after the head, we did before it.
  gets: isOurs === true ? { status: 400, code: "malformed_request" as const } : UNPARSED,
}));

const MORE_FRAMING: readonly Row[] = [
  {
    name: "a version nobody speaks is refused",
    send: { line: "GET /t/a HTTP/3.7", fields: [KEY] },
    gets: UNPARSED,
  },
  {
    name: "HTTP/1.1 without Host is refused",
    send: { line: "GET /t/a HTTP/1.1", fields: [KEY, "Connection: close"], isBare: true },
    gets: { status: 400, code: "malformed_request" },
  },
  {
    name: "a head beyond 16 KiB is refused",
    send: { line: "GET /t/a HTTP/1.1", fields: [`X-Big: ${"b".repeat(17_000)}`] },
    gets: { status: 431, isUnparsed: true },
  },
  {
    name: "fields without end are refused",
    send: { line: "GET /t/a HTTP/1.1", fields: Array.from({ length: 3_000 }, (_, at) => `X-${at}: ${at}`) },
    gets: { status: 431, isUnparsed: true },
  },
  {
    name: "a target beyond 16 KiB is refused",
    send: { line: `GET /t/${"a".repeat(17_000)} HTTP/1.1`, fields: [KEY] },
    gets: { status: 431, isUnparsed: true },
  },
  {
    name: "calls on one connection are answered in order",
    after: [
      { line: "GET /t/one HTTP/1.1", fields: [KEY], status: 200 },
      { line: "GET /t/two HTTP/1.1", fields: [KEY], status: 200 },
    ],
    send: { line: "GET /t/three HTTP/1.1", fields: [KEY] },
    gets: { status: 200 },
    upstream: { target: "/t/three" },
  },
  {
    name: "a refused call leaves the connection to the next",
    after: [{ line: "GET /t/one HTTP/1.1", fields: ["X-API-Key: {active}"], status: 200 }],
    send: { line: "GET /t/two HTTP/1.1", fields: [KEY] },
    gets: { status: 200 },
  },
];

export const MESSAGE_ROWS: readonly Row[] = [...METHODS, ...UPGRADES, ...FRAMING, ...MORE_FRAMING];
