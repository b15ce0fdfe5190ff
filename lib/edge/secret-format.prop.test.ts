import fc from "fast-check";
import { expect, test } from "vitest";
import { BASE62_ALPHABET } from "../std/base62";
import { crc32 } from "./crc32";
import { containsSecret, redact } from "./redact";
import { findSecrets, generateSecret, parseSecret, previewParts, SECRET_LENGTH } from "./secret-format";

const RUNS = { seed: 20261122, numRuns: 60 };
const NAUGHTY = [
  "",
  "kw_",
  "null",
  "undefined",
  "kw_\u0000",
  "кw_ёж",
  "kw_ﬀﬀﬀ",
  "\u202ekw_",
  "' OR 1=1 --",
  "../../etc/passwd",
  "kw_%00",
  "\ud800",
  "🗺️".repeat(26),
  "K".repeat(SECRET_LENGTH),
  `kw_${"0".repeat(49)}`,
  `kw_${"z".repeat(49)}`,
];

test("the checksum is the CRC-32 everybody else computes", () => {
  expect(crc32("123456789")).toBe(0xcbf43926);
  expect(crc32("")).toBe(0);
});

test("every generated secret parses, and shows only eight of its characters", () => {
  for (let round = 0; round < 200; round += 1) {
    const secret = generateSecret();
    expect(secret).toMatch(/^kw_[0-9A-Za-z]{49}$/);
    expect(parseSecret(secret)).toBe(secret);
    const { head, tail } = previewParts(secret);
    expect(secret.startsWith(`kw_${head}`) && secret.endsWith(tail)).toBe(true);
    expect(head.length + tail.length).toBe(8);
  }
});

test("every corruption of a single character is caught", () => {
  fc.assert(
    fc.property(
      fc.nat(SECRET_LENGTH - 1),
      fc.constantFrom(...BASE62_ALPHABET, "_", " ", "é", "\0"),
      (at, wrong) => {
        const secret = generateSecret();
        fc.pre(secret.charAt(at) !== wrong);
        expect(parseSecret(secret.slice(0, at) + wrong + secret.slice(at + 1))).toBeNull();
      },
    ),
    RUNS,
  );
  const secret = generateSecret();
  const passed: string[] = [];
  for (let at = 0; at < SECRET_LENGTH; at += 1) {
    for (const wrong of BASE62_ALPHABET) {
      const changed = secret.slice(0, at) + wrong + secret.slice(at + 1);
      if (changed !== secret && parseSecret(changed) !== null) passed.push(changed);
    }
  }
  expect(passed).toEqual([]);
});

test("nothing that is not exactly a secret parses", () => {
  const secret = generateSecret();
  for (const text of [
    ...NAUGHTY,
    ` ${secret}`,
    `${secret} `,
    `${secret}0`,
    secret.slice(1),
    secret.toUpperCase(),
    secret + secret,
  ]) {
    expect(parseSecret(text)).toBeNull();
  }
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
      expect(parseSecret(text)).toBeNull();
    }),
    RUNS,
  );
});

test("secrets are found and redacted wherever they stand, and nothing else changes", () => {
  const text = fc.string({ unit: "binary", maxLength: 40 }).filter((part) => !part.includes("kw_"));
  fc.assert(
    fc.property(text, text, text, (before, between, after) => {
      const [one, two] = [generateSecret(), generateSecret()];
      const whole = before + one + between + two + after;
      expect(findSecrets(whole)).toEqual([before.length, before.length + SECRET_LENGTH + between.length]);
      expect(redact(whole)).toBe(`${before}kw_redacted${between}kw_redacted${after}`);
    }),
    RUNS,
  );
});

test("percent-encoding hides no secret", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: SECRET_LENGTH, maxLength: SECRET_LENGTH }), (escaped) => {
      const secret = generateSecret();
      const written = [...secret]
        .map((character, at) => (escaped[at] ? `%${character.charCodeAt(0).toString(16)}` : character))
        .join("");
      expect(containsSecret(`/a/${written}/b`)).toBe(true);
      expect(redact(`x=1%20&v=${written}&%C3%A9`)).toBe("x=1%20&v=kw_redacted&%C3%A9");
    }),
    RUNS,
  );
});

test("text without a secret is returned as it is", () => {
  for (const text of NAUGHTY) expect(redact(text)).toBe(text);
  const broken = `${generateSecret().slice(0, -1)}!`;
  expect(redact(broken)).toBe(broken);
});
