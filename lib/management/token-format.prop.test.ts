import fc from "fast-check";
import { expect, test } from "vitest";
import { generateSecret, parseSecret } from "@/lib/edge/secret-format";
import { BASE62_ALPHABET } from "@/lib/std/base62";
import { generateToken, parseToken, redactTokens, tokenHash, tokenHead } from "./token-format";

const RUNS = { seed: 20261122, numRuns: 200 };
const LENGTH = generateToken().length;

test("every generated token parses, and shows four of its characters", () => {
  for (let round = 0; round < 100; round += 1) {
    const token = generateToken();
    expect(token).toMatch(/^kwm_[0-9A-Za-z]{49}$/);
    expect(parseToken(token)).toBe(token);
    expect(token.startsWith(`kwm_${tokenHead(token)}`)).toBe(true);
    expect(tokenHead(token)).toHaveLength(4);
    expect(tokenHash(token)).toHaveLength(32);
  }
});

test("a token with any one character changed is none, so that it costs no look-up", () => {
  fc.assert(
    fc.property(fc.nat(LENGTH - 1), fc.constantFrom(...BASE62_ALPHABET, "_", " ", "é", "\0"), (at, wrong) => {
      const token = generateToken();
      fc.pre(token.charAt(at) !== wrong);
      expect(parseToken(token.slice(0, at) + wrong + token.slice(at + 1))).toBeNull();
    }),
    RUNS,
  );
});

test("a key's secret is no token, and a token is no secret", () => {
  expect(parseToken(generateSecret())).toBeNull();
  expect(parseSecret(generateToken())).toBeNull();
  for (const text of ["", "kwm_", " ".repeat(LENGTH), "kwm_".padEnd(LENGTH, "0")]) {
    expect(parseToken(text)).toBeNull();
  }
});

test("tokens are replaced wherever they stand in a text, and nothing else is", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const token = generateToken();
      const clean = redactTokens(`${before} ${token} ${after}`);
      expect(clean).not.toContain(token);
      expect(clean).toBe(`${before} kwm_redacted ${after}`);
    }),
    RUNS,
  );
});
