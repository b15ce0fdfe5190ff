import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RawHeaders } from "../headers";
import { type CallDomain, callDomain, formatDomain } from "./call-domain";
import { type DomainPattern, formatDomainPattern, parseDomainPattern } from "./domain-pattern";
import { DomainSet } from "./domain-rules";

const SEED = { seed: 20_261_122, numRuns: 300 };

function pattern(text: string): DomainPattern {
  const read = parseDomainPattern(text);
  if ("mend" in read) throw new Error(`${text}: ${read.mend}`);
  return read;
}

function siteOf(...headers: string[]): CallDomain | null {
  return callDomain(new RawHeaders(headers));
}

function passes(patterns: string, ...headers: string[]): boolean {
  const site = siteOf(...headers);
  return site !== null && new DomainSet(patterns.split(" ").map(pattern)).has(site);
}

describe("a pattern holds whole labels of the very host", () => {
  test.each<[patterns: string, origin: string, holds: boolean]>([
    ["example.com", "https://example.com", true],
    ["example.com", "http://example.com", true],
    ["example.com", "https://EXAMPLE.Com", true],
    ["EXAMPLE.com", "https://example.com", true],
    ["example.com", "https://www.example.com", false],
    ["example.com", "https://example.com.evil.com", false],
    ["example.com", "https://example.co", false],
    ["example.com", "https://example.com.", false],
    ["*.example.com", "https://www.example.com", true],
    ["*.example.com", "https://a.b.c.example.com", true],
    ["*.example.com", "https://example.com", false],
    ["*.example.com", "https://evil-example.com", false],
    ["*.example.com", "https://evilexample.com", false],
    ["*.example.com", "https://www.example.com.evil.com", false],
    ["*.example.com", "https://.example.com", false],
    ["*.example.com", "https://a..example.com", false],
    ["*.example.com", "https://www.example.com.", false],
    ["*.example.com example.com", "https://example.com", true],
    ["localhost", "http://localhost:3000", true],
    ["localhost", "http://localhost.evil.com", false],
    ["*.localhost", "http://app.localhost:5173", true],
    ["127.0.0.1", "http://127.0.0.1:8080", true],
    ["127.0.0.1", "http://127.0.0.1.nip.io", false],
    ["localhost", "http://[::1]:3000", false],
    ["münchen.de", "https://xn--mnchen-3ya.de", true],
    ["*.MÜNCHEN.de", "https://karte.xn--mnchen-3ya.de", true],
    ["xn--mnchen-3ya.de", "https://xn--mnchen-3ya.de", true],
    ["example.com", "https://ex\u0430mple.com", false],
    ["example.com", "https://a@example.com", false],
    ["example.com", "https://example.com@evil.com", false],
    ["example.com", "https://evil.com#example.com", false],
    ["example.com", "https://evil.com/example.com", false],
    ["example.com", "https://example.com/", false],
    ["example.com", "https://example.com, https://example.com", false],
    ["example.com", "capacitor://example.com", true],
    ["example.com", "file://", false],
    ["example.com", "null", false],
    ["example.com", "example.com", false],
    ["null", "null", true],
    ["null", "file://", false],
  ])("%s and %s: %s", (patterns, origin, holds) => {
    expect(passes(patterns, "Origin", origin)).toBe(holds);
  });

  test.each<[patterns: string, origin: string, holds: boolean]>([
    ["example.com", "https://example.com:8443", true],
    ["example.com:8443", "https://example.com:8443", true],
    ["example.com:8443", "https://example.com:8444", false],
    ["example.com:8443", "https://example.com", false],
    ["example.com:443", "https://example.com", true],
    ["example.com:443", "http://example.com", false],
    ["example.com:80", "http://example.com", true],
    ["example.com:443", "capacitor://example.com", false],
    ["*.example.com:8443 example.com", "https://a.example.com:8443", true],
    ["example.com:1 example.com:2", "https://example.com:2", true],
    ["example.com:1 example.com", "https://example.com:9", true],
    ["example.com example.com:1", "https://example.com:9", true],
  ])("with ports, %s and %s: %s", (patterns, origin, holds) => {
    expect(passes(patterns, "Origin", origin)).toBe(holds);
  });

  test("whatever the host: it is the base, or ends in a dot and the base", () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,5}[a-z0-9])?$/);
    const base = fc.tuple(label, fc.constantFrom("com", "co.uk", "example")).map((parts) => parts.join("."));
    const glue = fc.constantFrom(".", "", "-", "..", ".evil.");
    fc.assert(
      fc.property(base, label, glue, base, fc.boolean(), (own, before, between, after, isSame) => {
        const host = `${before}${between}${isSame ? own : after}`;
        const site = siteOf("Origin", `https://${host}`);
        if (site === null) return;
        const isExact = new DomainSet([pattern(own)]).has(site);
        const isBelow = new DomainSet([pattern(`*.${own}`)]).has(site);
        expect(isExact).toBe(host === own);
        const labels = host.endsWith(`.${own}`) ? host.slice(0, -own.length - 1).split(".") : [""];
        expect(isBelow).toBe(!labels.includes(""));
      }),
      SEED,
    );
  });
});

describe("the site of a call", () => {
  test.each<[string, string[], string | null]>([
    ["Origin wins", ["Origin", "https://a.test", "Referer", "https://b.test/"], "a.test:443"],
    ["even null", ["Origin", "null", "Referer", "https://b.test/"], "null"],
    ["even without host", ["Origin", "file://", "Referer", "https://b.test/"], ""],
    ["Referer without Origin", ["Referer", "https://b.test/map?x=1#y"], "b.test:443"],
    ["Referer cut to its origin", ["Referer", "https://b.test/"], "b.test:443"],
    ["Referer with a port", ["Referer", "http://b.test:8080/map"], "b.test:8080"],
    ["Referer without path", ["Referer", "https://b.test"], "b.test:443"],
    [
      "a malformed Origin counts as missing",
      ["Origin", "b.test", "Referer", "https://b.test/"],
      "b.test:443",
    ],
    ["two Origins count as none", ["Origin", "https://a.test", "Origin", "https://a.test"], null],
    ["a relative Referer", ["Referer", "/map"], null],
    ["a Referer with user information", ["Referer", "https://b.test@evil.test/"], null],
    ["a Referer with a password", ["Referer", "https://b.test:80@evil.test/"], null],
    ["about:blank", ["Referer", "about:blank"], null],
    ["a Referer that says null", ["Referer", "null"], null],
    ["an empty Origin", ["Origin", ""], null],
    ["neither", [], null],
    ["a backslash", ["Referer", "https://b.test\\@evil.test/"], null],
    ["a space", ["Origin", "https://b.test evil.test"], null],
    ["a huge one", ["Origin", `https://${"a".repeat(5000)}`], null],
  ])("%s", (_, headers, site) => {
    const named = siteOf(...headers);
    expect(named && formatDomain(named)).toBe(site);
  });
});

describe("a pattern", () => {
  test.each([
    ["example.com", "example.com"],
    [" Example.COM ", "example.com"],
    ["*.Example.com:8443", "*.example.com:8443"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["faß.de", "xn--fa-hia.de"],
    ["例え.テスト", "xn--r8jz45g.xn--zckzah"],
    ["a_b.example.com", "a_b.example.com"],
    ["NULL", "null"],
    ["localhost:3000", "localhost:3000"],
    ["192.0.2.7:8080", "192.0.2.7:8080"],
  ])("%j is written %s, and reads the same again", (given, canonical) => {
    expect(formatDomainPattern(pattern(given))).toBe(canonical);
    expect(formatDomainPattern(pattern(canonical))).toBe(canonical);
  });

  test.each([
    ["https://example.com", /scheme/],
    ["example.com/path", /path/],
    ["user@example.com", /@/],
    ["[::1]", /IPv6/],
    ["example.com.", /dot at the end/],
    ["*", /\*/],
    ["**.example.com", /\*/],
    ["www.*.com", /\*/],
    ["ex*mple.com", /\*/],
    ["*.*.example.com", /\*/],
    ["*.", /not a domain/],
    ["", /not a domain/],
    [".example.com", /not a domain/],
    ["a..example.com", /not a domain/],
    ["-a.example.com", /not a domain/],
    ["a-.example.com", /not a domain/],
    ["exa mple.com", /not a domain/],
    ["exa\tmple.com", /not a domain/],
    ["ex%61mple.com", /not a domain/],
    [`${"a".repeat(64)}.com`, /not a domain/],
    [`${"a.".repeat(127)}com`, /not a domain/],
    ["com", /whole domain/],
    ["*.com", /whole domain/],
    ["intranet", /whole domain/],
    ["example.com:0", /port/],
    ["example.com:65536", /port/],
    ["example.com:", /port/],
    ["example.com:443:443", /port/],
    ["256.1.1.1", /IPv4/],
    ["1.2.3", /IPv4/],
    ["0x7f.0.0.1", /IPv4/],
    ["*.0.0.1", /IPv4|subdomains/],
    ["*.127.0.0.1", /subdomains/],
  ])("%j is none, and what is wrong is said", (text, mend) => {
    expect(parseDomainPattern(text)).toEqual({ mend: expect.stringMatching(mend) });
  });

  test("that is encoded and spells nothing is what the platform takes it for: newer ones read what nobody can register", () => {
    const isTaken = URL.canParse("http://xn--a.example.com");
    expect("mend" in parseDomainPattern("xn--a.example.com")).toBe(!isTaken);
  });

  test("may be anything at all without harm, and is then read the same again", () => {
    const unit = fc.oneof(fc.constantFrom(..."ab.*:-_01xn。ü"), fc.string({ minLength: 1, maxLength: 1 }));
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (text) => {
        const read = parseDomainPattern(text);
        if ("mend" in read) return;
        const canonical = formatDomainPattern(read);
        expect(canonical).toMatch(/^(?:\*\.)?[a-z0-9_.-]+(?::\d+)?$/);
        expect(pattern(canonical)).toEqual(read);
        // Browsers read the host as the very same one.
        if (read.host !== "null") expect(new URL(`http://${read.host}/`).hostname).toBe(read.host);
      }),
      { ...SEED, numRuns: 1000 },
    );
  });
});
