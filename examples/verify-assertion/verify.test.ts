import { createHmac, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { signAssertion, verifyAssertion } from "@/lib/edge/assertion";
import { createVerifier } from "./verify.mjs";

const NOW = 1_772_452_800_000;
const KEY = { kid: "usk_1", secret: randomBytes(32) };
const hmac = (secret: Uint8Array, message: string) =>
  createHmac("sha256", secret).update(message).digest("base64url");

const token = fc.stringMatching(/^[A-Za-z0-9_]{1,20}$/);
const call = fc.record({
  method: fc.constantFrom("GET", "HEAD", "POST"),
  target: fc.webPath().map((path) => `/samples${path}?a=%20b`),
  requestId: token.map((id) => `req_${id}`),
  fields: fc.uniqueArray(fc.tuple(fc.constantFrom("key-id", "org-id", "product", "extra"), token), {
    selector: ([name]) => name,
  }),
});

type Call = { method: string; target: string; requestId: string; fields: [string, string][] };

function assertionOf({ method, target, requestId, fields }: Call, now: number): string {
  const keyward = fields.flatMap(([name, value]) => [`X-Keyward-${name}`, value]);
  return signAssertion({ method, target, requestId, keyward, now }, KEY, hmac);
}

/** The verdicts of the shipped verifier and of the edge's own, on the same request. */
function verdicts({ method, target, requestId, fields }: Call, assertion: string, now: number) {
  const keyward = Object.fromEntries(fields.map(([name, value]) => [`x-keyward-${name}`, value]));
  const headers = { ...keyward, "x-request-id": requestId, "x-keyward-assertion": assertion };
  const secrets = new Map([[KEY.kid, new Uint8Array(KEY.secret)]]);
  const asserted = { method, target, requestId, keyward: Object.entries(keyward).flat(), now };
  return [
    createVerifier({ [KEY.kid]: KEY.secret })(method, target, headers, now),
    verifyAssertion(assertion, asserted, secrets, hmac),
  ];
}

describe("the verifier that ships with the docs", () => {
  test("lets in what the edge signed", () => {
    fc.assert(
      fc.property(call, (one) => {
        expect(verdicts(one, assertionOf(one, NOW), NOW)).toEqual([null, null]);
      }),
    );
  });

  test("agrees with the edge about every request that is not the one signed", () => {
    fc.assert(
      fc.property(call, call, fc.integer({ min: -60_000, max: 60_000 }), (signed, sent, late) => {
        const [shipped, own] = verdicts(sent, assertionOf(signed, NOW), NOW + late);
        expect(shipped).toBe(own);
      }),
    );
  });

  test("agrees with the edge about every text that is not an assertion", () => {
    const near = fc.tuple(token, fc.nat(), fc.stringMatching(/^[A-Za-z0-9_-]{42,44}$/));
    const texts = fc.oneof(
      fc.string(),
      near.map(([kid, t, sig]) => `v1;kid=${kid};t=${t};sig=${sig}`),
    );
    fc.assert(
      fc.property(call, texts, (one, assertion) => {
        const [shipped, own] = verdicts(one, assertion, NOW);
        expect(shipped).toBe(own);
      }),
    );
  });

  test("refuses a request it has seen before, for as long as its assertion is good", () => {
    const verify = createVerifier({ [KEY.kid]: KEY.secret });
    const one: Call = { method: "GET", target: "/x", requestId: "req_1", fields: [] };
    const headers = { "x-request-id": "req_1", "x-keyward-assertion": assertionOf(one, NOW) };
    expect(verify("GET", "/x", headers, NOW - 30_000)).toBeNull();
    for (const later of [NOW, NOW + 29_999, NOW + 30_000]) {
      expect(verify("GET", "/x", headers, later)).toBe("replayed");
    }
    expect(verify("GET", "/x", headers, NOW + 31_000)).toBe("out_of_window");
  });

  test("says what is missing", () => {
    expect(createVerifier({})("GET", "/", {}, NOW)).toBe("missing");
  });
});
