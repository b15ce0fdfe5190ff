import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";

/** Every scalar column there is, by the name a program writes it with. */
const COLUMNS = [
  ...new Set(
    readdirSync("prisma/schema")
      .flatMap((file) => readFileSync(join("prisma/schema", file), "utf8").split("\n"))
      .map(
        (line) =>
          /^ {2}([a-z][A-Za-z]+) +(?:String|Boolean|Int|BigInt|DateTime|Json|Bytes|[A-Z]\w+)(?:[?\s[]|$)/.exec(
            line,
          )?.[1],
      )
      .filter((name) => name !== undefined),
  ),
];

type Action = { file: string; name: string; module: string };

/** The input schema of every server action: what `input:` names, and where that comes from. */
const ACTIONS: Action[] = readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("actions.ts"))
  .map((file) => join("app", file))
  .filter((file) => readFileSync(file, "utf8").startsWith('"use server"'))
  .flatMap((file) => {
    const source = readFileSync(file, "utf8");
    const names = new Set([...source.matchAll(/\binput: (\w+)/g)].map(([, name]) => name ?? ""));
    return [...names].map((name) => {
      const imported = [...source.matchAll(/import \{([^}]*)\} from "([^"]+)"/g)].find(([, list]) =>
        new RegExp(`\\b${name}\\b`).test(list ?? ""),
      );
      return { file, name, module: imported?.[2] ?? "" };
    });
  });

test("this suite sees the columns and the actions", () => {
  expect(COLUMNS).toEqual(
    expect.arrayContaining(["role", "orgId", "passwordHash", "staffRole", "createdById"]),
  );
  expect(ACTIONS.length).toBeGreaterThan(25);
});

describe("A16: no action takes a column of the database that it does not ask for", () => {
  test.each(ACTIONS.map((action) => [`${action.file} ${action.name}`, action] as const))(
    "%s",
    async (_, action) => {
      expect(action.module, "is imported").toMatch(/^@\//);
      const path = `${resolve(action.module.slice(2))}.ts`;
      const schemas: Record<string, unknown> = await import(/* @vite-ignore */ path);
      const schema = schemas[action.name];
      if (!(schema instanceof z.ZodObject)) throw new Error("An action's input is an object.");
      const foreign = COLUMNS.filter((column) => !(column in schema.shape));
      const given = Object.fromEntries(foreign.map((column) => [column, "owner"]));
      const result = schema.strict().safeParse(given);
      const refused = (result.error?.issues ?? []).flatMap((issue) =>
        issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys : [],
      );
      expect(refused.sort()).toEqual(foreign.sort());
    },
  );
});
