import fc from "fast-check";
import { expect, test } from "vitest";
import { type AuditValue, canonicalJson, toJson } from "./canonical";

const json = fc.jsonValue({ maxDepth: 4 }).map((value) => value as AuditValue);

test("canonical JSON is JSON of the same value", () => {
  fc.assert(
    fc.property(json, (value) => {
      const normal = toJson(value, (text) => text);
      expect(JSON.parse(canonicalJson(normal))).toEqual(JSON.parse(JSON.stringify(normal)));
    }),
  );
});

test("the order in which fields were written makes no difference", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (fields) => {
      const turned = Object.fromEntries(Object.entries(fields).reverse());
      const [one, other] = [fields, turned].map((value) =>
        canonicalJson(toJson(value as AuditValue, String)),
      );
      expect(one).toBe(other);
    }),
  );
});
