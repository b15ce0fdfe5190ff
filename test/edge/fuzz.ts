import fc from "fast-check";

/** One request of the fuzz: a head as bytes of Latin-1, and what follows it. */
export type FuzzCall = {
  readonly line: string;
  readonly fields: readonly string[];
  readonly body: string;
};

const latin1 = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
const visible = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
const anyText = (maxLength: number) => fc.array(latin1, { maxLength }).map((parts) => parts.join(""));
const visibleText = (maxLength: number) => fc.array(visible, { maxLength }).map((parts) => parts.join(""));
/** Bytes that cannot end a line, so that what follows stays one field. */
const fieldText = (maxLength: number) => anyText(maxLength).map((text) => text.replace(/[\r\n\0]/g, " "));

const method = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS") },
  {
    weight: 2,
    arbitrary: fc.constantFrom("TRACE", "PROPFIND", "get", "M-SEARCH", "GETT", "SOURCE", "", "PRI"),
  },
);

/** Pieces out of which a path goes wrong. */
const segment = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("t", "a", "classes", "heavy", "small", "classic", "nowhere", "o") },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "",
      ".",
      "..",
      "%2e",
      "%2E%2e",
      "%2f",
      "%5c",
      "%00",
      "%",
      "%4",
      "%zz",
      "\\",
      "{x}",
      ";a=b",
      "%ff",
      "%c0%af",
      "%u002f",
      "*",
      "~",
      "…",
    ),
  },
  { weight: 2, arbitrary: visibleText(20) },
  { weight: 1, arbitrary: fc.constantFrom("edge", "oauth", "_next", "api", ".well-known", "samples") },
);
const credential = fc.constantFrom(
  "{active.head}",
  "{active.flipped}",
  "{active.upper}",
  "kw_",
  "",
  "null",
  "a,b",
  "%00",
);
const parameter = fc.oneof(
  fc
    .tuple(fc.constantFrom("key", "%6bey", "KEY", "key[]", "x", "token", "_rsc"), credential)
    .map((pair) => pair.join("=")),
  visibleText(12),
  fc.constantFrom("=", "&", "%", "%zz", "a=%", "#", "?"),
);
const target = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .tuple(fc.array(segment, { maxLength: 6 }), fc.array(parameter, { maxLength: 4 }))
      .map(([path, query]) => `/${path.join("/")}${query.length === 0 ? "" : `?${query.join("&")}`}`),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "*",
      "http://evil.test/t/a",
      "//t/a",
      "t/a",
      "http:/t",
      "localhost:80",
      "",
      "?",
      "#",
    ),
  },
  { weight: 1, arbitrary: anyText(40) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1_000, max: 15_000 }).map((length) => `/t/${"a".repeat(length)}`),
  },
);
const version = fc.oneof(
  { weight: 12, arbitrary: fc.constant("HTTP/1.1") },
  {
    weight: 1,
    arbitrary: fc.constantFrom("HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "http/1.1", "HTTP/1.10", "", "RTSP/1.0"),
  },
);

const field = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom("X-API-Key", "TomTom-Api-Key", "x-api-key"), credential) },
  {
    weight: 3,
    arbitrary: fc.tuple(
      fc.constant("Authorization"),
      fc.constantFrom(
        "Bearer",
        "Bearer x",
        "Bearer a.b.c",
        "Basic x",
        "Bearer a, Bearer b",
        "bearer  x",
        "Bearer eyJhbGciOiJub25lIn0.e30.",
      ),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(
      fc.constantFrom(
        "Host",
        "Origin",
        "Referer",
        "Cookie",
        "User-Agent",
        "Tracking-ID",
        "X-Forwarded-For",
        "Range",
      ),
      fieldText(30),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<[string, string]>(
      ["Content-Length", "5"],
      ["Content-Length", "-1"],
      ["Content-Length", "10000001"],
      ["Content-Length", "0"],
      ["Transfer-Encoding", "chunked"],
      ["Transfer-Encoding", "gzip, chunked"],
      ["Transfer-Encoding", "identity"],
      ["Expect", "100-continue"],
      ["Upgrade", "websocket"],
      ["Connection", "Upgrade, keep-alive"],
      ["Access-Control-Request-Method", "GET"],
      ["x-middleware-subrequest", "proxy:proxy:proxy"],
      ["x-keyward-exchange", "0"],
      ["rsc", "1"],
      ["next-action", "x"],
    ),
  },
  { weight: 2, arbitrary: fc.tuple(visibleText(12), fieldText(20)) },
);

/** Requests no key opens: near-misses, broken framing and noise, built from the grammar of HTTP and of our own credentials. */
export const fuzzCall: fc.Arbitrary<FuzzCall> = fc.record({
  line: fc.tuple(method, target, version).map((parts) => parts.join(" ")),
  fields: fc.array(
    field.map(([name, value]) => `${name}: ${value}`),
    { maxLength: 6 },
  ),
  body: fc.oneof(
    { weight: 3, arbitrary: fc.constant("") },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "hello",
        "0\r\n\r\n",
        "5\r\nhello\r\n0\r\n\r\n",
        "zz\r\n",
        "ffffffffffffffff\r\n",
      ),
    },
    { weight: 1, arbitrary: anyText(60) },
  ),
});
