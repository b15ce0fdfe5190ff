import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPlainTarget, judgeRawRequest, judgeTarget } from "./raw-request";
import { generateSecret } from "./secret-format";

const secret = generateSecret();

test.each([
  "/",
  "/map/1/tile/basic/main/0/0/0.png?view=Unified",
  "/search/2/geocode/M%C3%BCnchen%20Hbf.json?limit=1",
  "/a/.hidden/..b/c..",
  "/a?next=//b/../c%2Fd&x=%00",
  "/a/b/",
  "/~a/(b);c=1,2/@:!$&'*+",
  `/a?key=${secret}`,
  "/a?",
  "/100%25",
])("%s is well-formed", (target) => {
  expect(judgeTarget(target)).toBeNull();
});

test.each([
  ["absolute form", "http://evil.test/a"],
  ["authority form", "evil.test:443"],
  ["asterisk form", "*"],
  ["nothing", ""],
  ["no slash", "a/b"],
  ["a double slash at the start", "//evil.test/a"],
  ["a double slash inside", "/a//b"],
  ["a double slash at the end", "/a//"],
  ["a dot segment", "/a/./b"],
  ["a dot segment at the end", "/a/."],
  ["a double dot segment", "/a/../b"],
  ["a double dot segment at the end", "/a/.."],
  ["an encoded dot segment", "/a/%2e%2E/b"],
  ["a half encoded dot segment", "/a/.%2e"],
  ["an encoded slash", "/a%2fb"],
  ["an encoded slash in upper case", "/a%2Fb"],
  ["an encoded backslash", "/a%5cb"],
  ["an encoded NUL", "/a%00b"],
  ["a backslash", "/a\\b"],
  ["a bad escape", "/a%zz"],
  ["a cut escape", "/a%2"],
  ["a lone percent", "/a%"],
  ["a bad escape in the query", "/a?b=100%"],
  ["a fragment", "/a#b"],
  ["a fragment in the query", "/a?b#c"],
  ["a space", "/a b"],
  ["a tab", "/a\tb"],
  ["a line break", "/a\r\nX: y"],
  ["a NUL", "/a\0"],
  ["DEL", "/a\x7f"],
  ["raw UTF-8", "/M\u00c3\u00bcnchen"],
  ["raw UTF-8 in the query", "/a?q=\u00c3\u00bc"],
])("%s is malformed", (_, target) => {
  expect(judgeTarget(target)).toBe("malformed_request");
});

describe("a secret in the path", () => {
  test.each([
    `/map/${secret}/1`,
    `/map/x${secret}y`,
    `/map/${secret.replace("_", "%5F")}`,
    `/map/${[...secret].map((c) => `%${c.charCodeAt(0).toString(16)}`).join("")}?a=1`,
  ])("is refused however it is written", (target) => {
    expect(judgeTarget(target)).toBe("secret_in_path");
  });

  test("needs the checksum: what only looks like one passes", () => {
    expect(judgeTarget(`/map/kw_${"A".repeat(49)}`)).toBeNull();
  });
});

describe("Host", () => {
  const judge = (...rawHeaders: string[]) => judgeRawRequest({ method: "GET", target: "/a", rawHeaders });

  test("stands there exactly once", () => {
    expect(judge("Accept", "*/*", "HOST", "api.test:3000")).toBeNull();
    expect(judge("Host", "[::1]:3000")).toBeNull();
    expect(judge()).toBe("malformed_request");
    expect(judge("Host", "a.test", "host", "a.test")).toBe("malformed_request");
  });

  test("is a host and nothing else", () => {
    for (const host of ["", "a.test, b.test", "a@b", "a/b", "a b", 'a"b']) {
      expect(judge("Host", host)).toBe("malformed_request");
    }
  });
});

test.each([
  ["chunked", null],
  ["Chunked", null],
  ["gzip, chunked", null],
  ["gzip,chunked \t", null],
  ["xchunked", "malformed_request"],
  ["chunked, gzip", "malformed_request"],
  ["gzip", "malformed_request"],
  ["identity", "malformed_request"],
  ["", "malformed_request"],
])("a body in codings ends with chunks, or nobody knows where: %j", (coding, outcome) => {
  const rawHeaders = ["Host", "a.test", "Transfer-ENCODING", coding];
  expect(judgeRawRequest({ method: "POST", target: "/a", rawHeaders })).toBe(outcome);
});

test("the quick look passes nothing that the careful one refuses", () => {
  const piece = fc.constantFrom(
    "/",
    ".",
    "..",
    "a",
    "Z9",
    "_",
    "?",
    "=",
    "&",
    "%",
    "%2f",
    "%41",
    "\\",
    "#",
    " ",
    "\x7f",
    "é",
    ":@",
    "-~",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const target = `/${pieces.join("")}`;
      if (isPlainTarget(target)) expect(judgeTarget(target)).toBeNull();
    }),
    { seed: 20261122, numRuns: 2000 },
  );
  expect(isPlainTarget("/map/1/tile/basic/main/0/0/0.png?view=Unified")).toBe(true);
});
