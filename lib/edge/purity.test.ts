import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";

const CORE = join(import.meta.dirname);

test("the core, bundled, holds nothing of a framework, a database or Node", async () => {
  const files = readdirSync(CORE).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  expect(files).toContain("check.ts");
  const { metafile, outputFiles } = await build({
    stdin: {
      contents: files.map((name) => `export * from "./${name.slice(0, -3)}";`).join("\n"),
      resolveDir: CORE,
    },
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "neutral",
    treeShaking: false,
    legalComments: "none",
    logLevel: "silent",
  });
  const inputs = Object.keys(metafile.inputs).filter((name) => name !== "<stdin>");
  expect(
    inputs.filter((name) => !/^lib\/(std|errors|edge(?!\/adapters\/)(\/[a-z-]+)?)\/[^/]+\.ts$/.test(name)),
  ).toEqual([]);
  const code = outputFiles[0]?.text ?? "";
  expect(code).toContain("checkCall");
  for (const foreign of [
    /\bnode:/,
    /\bnext\//,
    /prisma/i,
    /\breact\b/i,
    /\bprocess\./,
    /\bBuffer\b/,
    /\bDate\.now\b/,
    /\bsetTimeout\b/,
  ]) {
    expect(code).not.toMatch(foreign);
  }
});
