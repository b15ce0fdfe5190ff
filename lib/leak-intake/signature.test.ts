import { generateKeyPairSync, sign } from "node:crypto";
import { expect, test } from "vitest";
import { isSigned, looksSigned, parseKeySet } from "./signature";
import { OFFICIAL } from "./testing/official-vector";

const { keyId, signature, body } = OFFICIAL;
const KEYS = parseKeySet(OFFICIAL.published);
const holds = (over: { keyId?: string; signature?: string; body?: Uint8Array } = {}) =>
  isSigned(KEYS, { keyId, signature, body, ...over });

function flipped(bytes: Uint8Array, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

test("the sample report of GitHub's documentation is accepted", () => {
  expect(holds()).toBe(true);
  expect(looksSigned(OFFICIAL)).toBe(true);
});

test("every bit of the body that is flipped is refused", () => {
  for (let bit = 0; bit < body.length * 8; bit += 1) {
    expect(holds({ body: flipped(body, bit) }), `bit ${bit}`).toBe(false);
  }
});

test("every bit of the signature that is flipped is refused, in its bytes and in its text", () => {
  const der = Buffer.from(signature, "base64");
  for (let bit = 0; bit < der.length * 8; bit += 1) {
    expect(holds({ signature: flipped(der, bit).toString("base64") }), `byte bit ${bit}`).toBe(false);
  }
  const text = Buffer.from(signature, "latin1");
  for (let bit = 0; bit < text.length * 8; bit += 1) {
    expect(holds({ signature: flipped(text, bit).toString("latin1") }), `text bit ${bit}`).toBe(false);
  }
});

test("every bit of the key's name that is flipped is refused", () => {
  const text = Buffer.from(keyId, "latin1");
  for (let bit = 0; bit < text.length * 8; bit += 1) {
    expect(holds({ keyId: flipped(text, bit).toString("latin1") }), `bit ${bit}`).toBe(false);
  }
});

test.each([
  ["no padding", signature.replace(/=+$/, "")],
  ["white space", ` ${signature}`],
  ["a line break", `${signature}\n`],
  ["another byte", Buffer.concat([Buffer.from(signature, "base64"), Buffer.of(0)]).toString("base64")],
  ["nothing", ""],
  ["a list", "W10="],
  ["a very long text", "A".repeat(10_000)],
])("a signature with %s is refused", (_, given) => {
  expect(holds({ signature: given })).toBe(false);
});

test("a body that says the same in other bytes is refused", () => {
  const same = JSON.stringify(JSON.parse(Buffer.from(body).toString()), null, 1);
  expect(holds({ body: Buffer.from(same) })).toBe(false);
  expect(holds({ body: Buffer.concat([body, Buffer.from("\n")]) })).toBe(false);
});

test("keys of another kind or curve are not believed, however they are named", () => {
  const pem = (key: { export: (options: { type: "spki"; format: "pem" }) => string | Buffer }) =>
    String(key.export({ type: "spki", format: "pem" }));
  const p384 = generateKeyPairSync("ec", { namedCurve: "secp384r1" });
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const p256 = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const keys = parseKeySet({
    public_keys: [
      { key_identifier: "p384", key: pem(p384.publicKey) },
      { key_identifier: "rsa", key: pem(rsa.publicKey) },
      { key_identifier: "none", key: "not a key" },
      { key_identifier: "p256", key: pem(p256.publicKey), is_current: false },
    ],
  });
  expect([...keys.keys()]).toEqual(["p256"]);
  for (const [name, { privateKey }] of Object.entries({ p384, rsa, p256 })) {
    const given = { keyId: name, signature: sign("sha256", body, privateKey).toString("base64"), body };
    expect(isSigned(keys, given), name).toBe(name === "p256");
  }
});

test("what is no key set is refused as a whole", () => {
  for (const wrong of [null, [], {}, { public_keys: [] }, { public_keys: [{ key_identifier: "a" }] }]) {
    expect(() => parseKeySet(wrong)).toThrow();
  }
});
