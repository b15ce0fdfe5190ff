import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { nodeHmac } from "./node-crypto";

const asNode = (secret: Uint8Array, message: string) =>
  createHmac("sha256", secret).update(message).digest("base64url");

it("HMAC is Node's for every key and message, whatever was computed before", () => {
  const keys = fc.uint8Array({ minLength: 0, maxLength: 130 });
  const messages = fc.oneof(
    fc.string({ maxLength: 80 }),
    fc.constantFrom("", "é€😀\ud800".repeat(9), "x".repeat(4_096), "x".repeat(4_097)),
  );
  const property = fc.property(keys, messages, messages, (key, first, second) => {
    for (const message of [first, second, first]) expect(nodeHmac(key, message)).toBe(asNode(key, message));
  });
  fc.assert(property, { seed: 20261122, numRuns: 60 });
});
