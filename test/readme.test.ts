import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const README = readFileSync("README.md", "utf8");

test("the README names every setting and no setting that does not exist", () => {
  const parsed = [...readFileSync("lib/env.ts", "utf8").matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(
    ([, name]) => name ?? "",
  );
  const section = README.slice(README.indexOf("## Configuration"), README.indexOf("## Limits"));
  const told = [...section.matchAll(/^\| (`[A-Z_`, ]+) \|/gm)].flatMap(
    ([, cell = ""]) => cell.match(/[A-Z_]{4,}/g) ?? [],
  );
  expect(told.sort()).toEqual(parsed.sort());
});

test("every file the documents point to exists", () => {
  for (const file of ["README.md", "CONTRIBUTING.md"]) {
    const text = readFileSync(file, "utf8");
    const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path]) => path ?? "");
    const paths = [
      ...text.matchAll(/`((?:app|cli|components|docs|e2e|lib|prisma|scripts|test)\/[\w./-]+\.\w+)`/g),
    ].map(([, path]) => path ?? "");
    for (const path of [...links, ...paths]) expect(existsSync(path), `${file} names ${path}`).toBe(true);
  }
});
