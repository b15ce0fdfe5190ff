import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ModuleItem, parseSync } from "@swc/core";
import { describe, expect, test } from "vitest";

const BUILDERS: Record<string, string> = {
  publicAction: "@/lib/actions/public-action",
  userAction: "@/lib/actions/user-action",
  orgAction: "@/lib/actions/org-action",
  staffAction: "@/lib/actions/staff-action",
};

/** Why a "use server" file is not allowed; every export of such a file is a public POST endpoint. */
function faultsOf(source: string): string[] {
  const { body } = parseSync(source, { syntax: "typescript", tsx: true, target: "es2022" });
  const imported = new Map<string, string>();
  const faults: string[] = [];
  for (const item of body) {
    if (item.type === "ImportDeclaration") {
      for (const specifier of item.specifiers) imported.set(specifier.local.value, item.source.value);
    } else {
      faults.push(...faultsOfItem(item, imported));
    }
  }
  return faults;
}

function faultsOfItem(item: ModuleItem, imported: Map<string, string>): string[] {
  if (!item.type.startsWith("Export")) return [];
  if (item.type !== "ExportDeclaration" || item.declaration.type !== "VariableDeclaration") {
    const isType =
      item.type === "ExportDeclaration" &&
      (item.declaration.type === "TsTypeAliasDeclaration" ||
        item.declaration.type === "TsInterfaceDeclaration");
    return isType ? [] : [`exports something else than a const (${item.type})`];
  }
  return item.declaration.declarations.flatMap((declaration) => {
    const { init } = declaration;
    const callee =
      init?.type === "CallExpression" && init.callee.type === "Identifier" ? init.callee.value : undefined;
    const isBuilt =
      callee !== undefined && BUILDERS[callee] !== undefined && imported.get(callee) === BUILDERS[callee];
    return isBuilt ? [] : ["exports a value that no builder made"];
  });
}

function sources(): { path: string; source: string }[] {
  return ["app", "components", "lib"].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter(
        (name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && !name.startsWith("db/generated"),
      )
      .map((name) => ({ path: join(root, name), source: readFileSync(join(root, name), "utf8") })),
  );
}

test("every server action of the product is made by a builder, and nothing else is exported beside it", () => {
  const marked = sources().filter(({ source }) => /["']use server["']/.test(source));
  const faults = marked.flatMap(({ path, source }) =>
    [
      ...(/^["']use server["'];/.test(source) ? [] : ["is not marked on its first line"]),
      ...(source.match(/["']use server["']/g)?.length === 1 ? [] : ["marks single functions"]),
      ...faultsOf(source),
    ].map((fault) => `${path} ${fault}`),
  );
  expect(faults).toEqual([]);
  expect(marked.length).toBeGreaterThan(0);
});

describe("this check", () => {
  const head = `"use server";\nimport { userAction } from "@/lib/actions/user-action";\n`;

  test("accepts a built action", () => {
    expect(faultsOf(`${head}export const a = userAction({ input }, async () => 1);`)).toEqual([]);
  });

  test.each([
    "export async function a() {}",
    "export const a = async () => 1;",
    "export default userAction({ input }, async () => 1);",
    "export * from './other';",
    "export { a } from './other';",
    "const a = userAction({ input }, async () => 1); export { a };",
    "export const a = orgAction({ input }, async () => 1);",
    "export const a = userAction({ input }, async () => 1), b = () => 2;",
    "export class A {}",
  ])("finds %s", (line) => {
    expect(faultsOf(`${head}${line}`)).toHaveLength(1);
  });
});
