import { sign } from "node:crypto";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { signed, type TokenWorld, tokenWorld } from "@/test/tokens";
import { NOON } from "../testing/fixtures";
import { decodeBase64url } from "./base64url";
import { parseFlatObject } from "./flat-object";
import { parseToken, TOKEN_MAX_SECONDS } from "./parse-token";
import { formatScope, isWithinScope, parseScope } from "./scope";

const SEED = 20261122;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

let world: TokenWorld;
beforeAll(async () => {
  world = await tokenWorld();
});

/** Whether the edge would believe it, without its patience for addresses. */
async function isBelieved(token: string): Promise<boolean> {
  const claims = parseToken(token, world.deps.tokens.issuer, NOON);
  return (
    claims !== null &&
    world.deps.tokens.knows(claims.kid, NOON) &&
    (await world.deps.tokens.verify(token, claims.kid))
  );
}

test("no single changed, removed or added character is ever accepted, at any place", async () => {
  const token = world.token();
  expect(await isBelieved(token)).toBe(true);
  const believed: string[] = [];
  for (let at = 0; at <= token.length; at += 1) {
    const other = ALPHABET[(ALPHABET.indexOf(token[at] ?? "A") + 1) % 64] ?? "A";
    const mutants = [
      `${token.slice(0, at)}${other}${token.slice(at + 1)}`,
      `${token.slice(0, at)}${token.slice(at + 1)}`,
      `${token.slice(0, at)}${other}${token.slice(at)}`,
    ].filter((mutant) => mutant !== token);
    for (const mutant of mutants) if (await isBelieved(mutant)) believed.push(mutant);
  }
  expect(believed).toEqual([]);
});

test("no other last character of a signature stands for the same bytes", async () => {
  const token = world.token();
  const twins = [...ALPHABET].map((last) => token.slice(0, -1) + last).filter((twin) => twin !== token);
  for (const twin of twins) expect(await isBelieved(twin)).toBe(false);
});

const value = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.constantFrom(null, true, false, [], {}, "EdDSA", "at+jwt", "none", NOON / 1000, "map:write"),
  fc.array(fc.string(), { maxLength: 3 }),
);

test("no other value of any header or claim is accepted, though the signature is good", async () => {
  const names = { header: Object.keys(world.header()), claims: Object.keys(world.claims()) };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(
        ...names.header.map((n) => ["header", n] as const),
        ...names.claims.map((n) => ["claims", n] as const),
      ),
      value,
      async ([part, name], changed) => {
        const header = world.header();
        const claims = world.claims();
        const target: Record<string, unknown> = part === "header" ? header : claims;
        // Other lives, names and scopes are other tokens, not wrong ones.
        fc.pre(changed !== target[name] && !(name === "scope" && changed === "map:write"));
        fc.pre(!(["iat", "exp"].includes(name) && typeof changed === "number"));
        target[name] = changed;
        expect(await isBelieved(world.token(claims, header))).toBe(false);
      },
    ),
    { seed: SEED, numRuns: 300 },
  );
});

test("no pair of times is accepted but a start that is not ahead and an end at most 15 minutes later", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: -2000, max: 2000 }),
      fc.integer({ min: -2000, max: 2000 }),
      async (startsIn, lives) => {
        const iat = NOON / 1000 + startsIn;
        const token = world.token(world.claims({ iat, exp: iat + lives }));
        expect(await isBelieved(token)).toBe(startsIn <= 30 && lives > 0 && lives <= TOKEN_MAX_SECONDS);
      },
    ),
    { seed: SEED, numRuns: 300 },
  );
});

test("no extra header or claim is accepted, whatever it is called", async () => {
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.string(), value, async (isHeader, name, extra) => {
      const header: Record<string, unknown> = world.header();
      const claims: Record<string, unknown> = world.claims();
      fc.pre(!(name in (isHeader ? header : claims)));
      Object.defineProperty(isHeader ? header : claims, name, { value: extra, enumerable: true });
      const token = world.token(claims, header);
      fc.pre(JSON.stringify(isHeader ? header : claims).includes(JSON.stringify(name)));
      expect(await isBelieved(token)).toBe(false);
    }),
    { seed: SEED, numRuns: 300 },
  );
});

test("any text at all is refused without a throw, signed or not", async () => {
  const part = fc.oneof(
    fc.string(),
    fc.uint8Array().map((bytes) => Buffer.from(bytes).toString("latin1")),
    fc.constantFrom("{}", "[]", "null", '{"alg":1}'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 5 }), part, part, async (parts, header, payload) => {
      expect(await isBelieved(parts.join("."))).toBe(false);
      const token = signed(header, payload, (input) => sign(null, input, world.privateKey));
      expect(await isBelieved(token)).toBe(false);
    }),
    { seed: SEED, numRuns: 150 },
  );
});

test("the flat reader never differs from JSON.parse where it reads at all", () => {
  const member = fc.tuple(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.double(), fc.constant(null)));
  const text = fc.oneof(
    fc.array(member).map((members) => JSON.stringify(Object.fromEntries(members))),
    fc.json(),
    fc.string(),
  );
  fc.assert(
    fc.property(text, (given) => {
      const read = parseFlatObject(given);
      if (read !== null) expect(Object.fromEntries(read)).toEqual(JSON.parse(given));
    }),
    { seed: SEED, numRuns: 500 },
  );
});

test("canonical base64url is read as Node reads it, and nothing else is read", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), fc.string(), (bytes, text) => {
      expect(decodeBase64url(Buffer.from(bytes).toString("base64url"))).toEqual(bytes);
      const read = decodeBase64url(text);
      if (read !== null) expect(Buffer.from(read).toString("base64url")).toBe(text);
    }),
    { seed: SEED, numRuns: 1000 },
  );
});

test("a scope read and written is the same scope, and lies within another exactly when each part does", () => {
  const entry = fc.tuple(fc.constantFrom("map", "search", "time-zone"), fc.constantFrom("read", "write"));
  const scope = fc
    .array(entry, { minLength: 1, maxLength: 6 })
    .map((entries) => entries.map((each) => each.join(":")).join(" "));
  fc.assert(
    fc.property(scope, scope, (one, other) => {
      const [asked, granted] = [parseScope(one), parseScope(other)];
      if (asked === null || granted === null) throw new Error("A well-formed scope was not read.");
      expect(parseScope(formatScope(asked))).toEqual(asked);
      const may = (slug: string, access: string) =>
        other.split(" ").some((part) => part === `${slug}:write` || part === `${slug}:${access}`);
      const expected = one.split(" ").every((part) => {
        const [slug = "", access = ""] = part.split(":");
        return may(slug, access);
      });
      expect(isWithinScope(asked, granted)).toBe(expected);
    }),
    { seed: SEED, numRuns: 500 },
  );
});

test.each([
  "",
  " ",
  "map",
  "map:",
  ":read",
  "map:admin",
  "map:read  search:read",
  " map:read",
  "map:read\tsearch:read",
  "MAP:READ",
  "map:read,search:read",
])("%j is no scope", (text) => {
  expect(parseScope(text)).toBeNull();
});
