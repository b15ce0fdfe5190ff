import { expect, test } from "vitest";
import { openApi } from "@/lib/management/openapi";
import { fieldsOf, type JsonSchema, typeWords } from "./json-schema";

test.each<[JsonSchema, string]>([
  [{ type: "integer", minimum: 1, maximum: 100 }, "whole number, 1 to 100"],
  [{ type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER }, "whole number, at least 0"],
  [
    { type: "array", items: { type: "string", maxLength: 40 }, maxItems: 20 },
    "list of text, at most 40 characters, at most 20",
  ],
  [{ enum: ["read", "write"] }, '"read", "write"'],
  [{ anyOf: [{ type: "string", format: "date-time" }, { type: "null" }] }, "time (ISO 8601) or null"],
  [{ $ref: "#/components/schemas/Key" }, "Key"],
  [{}, "anything"],
])("%j is %s", (schema, words) => {
  expect(typeWords(schema)).toBe(words);
});

test("every field of every schema of the API has words for what it may be", () => {
  const { components } = openApi() as { components: { schemas: Record<string, JsonSchema> } };
  const visit = (schema: JsonSchema, path: string) => {
    for (const [name, field] of Object.entries(fieldsOf(schema)?.properties ?? {})) {
      const isFree = ["before", "after"].includes(name);
      expect(typeWords(field), `${path}.${name}`).not.toMatch(isFree ? /$^/ : /anything|undefined/);
      visit(field, `${path}.${name}`);
    }
  };
  for (const [name, schema] of Object.entries(components.schemas)) visit(schema, name);
});
