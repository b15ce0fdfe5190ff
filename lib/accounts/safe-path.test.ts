import { describe, expect, test } from "vitest";
import { safePath, signInPath } from "./safe-path";

describe("a redirect target from outside", () => {
  test.each(["/", "/o/acme/keys", "/o/acme/keys?status=active&q=a%20b", "/account#sessions"])(
    "%s is kept",
    (path) => expect(safePath(path)).toBe(path),
  );

  test.each([
    "//evil.test",
    "///evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "/\t/evil.test",
    "/\n/evil.test",
    "https://evil.test",
    "https:evil.test",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.test",
    " //evil.test",
    "/.//evil.test",
    "/a/..//evil.test",
    "/%5cevil.test/..//evil.test",
    "/o\\..\\..",
    "/api/auth/session",
    "",
    `/${"a".repeat(2000)}`,
    null,
    undefined,
    ["/o"],
  ])("%j is not", (value) => expect(safePath(value)).toBeNull());
});

test("the sign-in page remembers a safe place and nothing else", () => {
  expect(signInPath("/o/acme/keys?q=a b")).toBe("/sign-in?callbackUrl=%2Fo%2Facme%2Fkeys%3Fq%3Da%2520b");
  expect(signInPath("//evil.test")).toBe("/sign-in");
  expect(signInPath("/")).toBe("/sign-in");
  expect(signInPath(null)).toBe("/sign-in");
});
