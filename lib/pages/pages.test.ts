import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, EMPTY_STYLE_HASH, SONNER_STYLE_HASH } from "./content-security-policy";
import { needsSession, rootOf, visiblePath } from "./page-path";
import { securityHeaders } from "./security-headers";

const policy = (over: Partial<Parameters<typeof contentSecurityPolicy>[0]> = {}) =>
  contentSecurityPolicy({ nonce: "n0nce", isHttps: false, isDevelopment: false, ...over });

describe("the content security policy", () => {
  it("runs no script without this answer's nonce and loads nothing from elsewhere", () => {
    expect(policy()).toMatch(/script-src 'nonce-n0nce' 'strict-dynamic';/);
    expect(policy()).not.toMatch(/unsafe-eval|\*|https?:/);
    expect(policy().match(/'unsafe-inline'/g)).toHaveLength(1);
    expect(policy()).toContain("style-src-attr 'unsafe-inline'");
    for (const none of ["object-src", "base-uri", "frame-ancestors"])
      expect(policy()).toContain(`${none} 'none'`);
  });

  it("asks for https only where https is in use", () => {
    expect(policy()).not.toContain("upgrade-insecure-requests");
    expect(policy({ isHttps: true })).toContain("upgrade-insecure-requests");
  });

  it("allows exactly the style sheet of the installed sonner", () => {
    const source = readFileSync("node_modules/sonner/dist/index.mjs", "utf8");
    const literal = /__insertCSS\(("(?:[^"\\]|\\.)*")\)/.exec(source)?.[1] ?? '""';
    const css: unknown = JSON.parse(literal);
    expect(`sha256-${createHash("sha256").update(String(css)).digest("base64")}`).toBe(SONNER_STYLE_HASH);
    expect(`sha256-${createHash("sha256").update("").digest("base64")}`).toBe(EMPTY_STYLE_HASH);
  });
});

describe("the security headers", () => {
  const names = (isHttps: boolean) => securityHeaders(isHttps).map(([name]) => name);
  it("promise https only where https is in use", () => {
    expect(names(false)).not.toContain("Strict-Transport-Security");
    expect(names(true)).toContain("Strict-Transport-Security");
  });

  it("hold every header OWASP asks for on every page", ({ skip }) => {
    const corpus = process.env.CORPORA_DIR;
    if (corpus === undefined) skip("CORPORA_DIR names no copy of OWASP's list of secure headers");
    const { headers } = JSON.parse(readFileSync(`${corpus}/owasp-secure-headers/headers_add.json`, "utf8"));
    // Next writes Cache-Control; Clear-Site-Data belongs to signing out; the policy has its own test.
    const elsewhere = ["Cache-Control", "Clear-Site-Data", "Content-Security-Policy"];
    const asked = headers.map(({ name }: { name: string }) => name);
    expect(names(true)).toEqual(
      expect.arrayContaining(asked.filter((name: string) => !elsewhere.includes(name))),
    );
  });
});

describe("a page's path", () => {
  it.each([
    ["/", ""],
    ["/?a=/o/", ""],
    ["/o", "o"],
    ["/o/acme?x=1", "o"],
    ["/o?x", "o"],
    ["/other/o", "other"],
    ["/%6f/acme", "%6f"],
  ])("%s has the root %s", (target, root) => expect(rootOf(target)).toBe(root));

  it("needs a session exactly below its own root", () => {
    expect(["o", "account", "staff"].every(needsSession)).toBe(true);
    expect(["", "O", "%6f", "oauth", "docs"].some(needsSession)).toBe(false);
  });

  it.each([
    ["/o/acme", "/o/acme"],
    ["/o/acme?_rsc=1x", "/o/acme"],
    ["/o/acme?q=a&_rsc=1x&r=_rsc", "/o/acme?q=a&r=_rsc"],
    ["/o/acme?", "/o/acme"],
  ])("%s is seen as %s", (target, seen) => expect(visiblePath(target)).toBe(seen));
});
