import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { openApi } from "./openapi";
import { ROUTES } from "./routes/all";

type Operation = { operationId: string; description: string; responses: Record<string, unknown> };
const document = openApi() as { paths: Record<string, Record<string, Operation>>; components: object };

test("the document is valid OpenAPI 3.1 in the eyes of somebody else's validator", async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(document));
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(validator.version).toBe("3.1");
});

test("the document has every route, each once, with its scope and its refusals", () => {
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.sort()).toEqual(ROUTES.map(({ method, path }) => `${method} ${path}`).sort());
  for (const route of ROUTES) {
    const operation = document.paths[route.path]?.[route.method.toLowerCase()];
    expect(operation?.description).toContain(route.scope);
    expect(Object.keys(operation?.responses ?? {})).toEqual(
      expect.arrayContaining([String(route.status), "401", "403", "422", "429"]),
    );
  }
  expect(new Set(ROUTES.map(({ operationId }) => operationId)).size).toBe(ROUTES.length);
});

test("every reference in the document leads somewhere", () => {
  const text = JSON.stringify(document);
  const names = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(20);
  for (const name of names) expect(document.components).toHaveProperty(["schemas", name ?? ""]);
  expect(text).not.toContain("$defs");
});
