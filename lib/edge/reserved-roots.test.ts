import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { RESERVED_ROOTS } from "./reserved-roots";

const APP = join(import.meta.dirname, "../../app");
const METADATA = /^(favicon|icon|apple-icon|opengraph-image|twitter-image|robots|sitemap|manifest)\.(\w+)$/;
const WRITTEN_BY_CODE: Record<string, string> = {
  robots: "robots.txt",
  sitemap: "sitemap.xml",
  manifest: "manifest.webmanifest",
};

/** First segments that pages, handlers and metadata files of a folder answer. Route groups add none. */
function rootsOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const { name } = entry;
    if (name.startsWith("_") || name.startsWith("@")) return [];
    if (entry.isDirectory()) {
      return name.startsWith("(") ? rootsOf(join(folder, name)) : [name];
    }
    if (/^(page|route)\.tsx?$/.test(name)) return [""];
    const [, base = "", extension = ""] = METADATA.exec(name) ?? [];
    if (base === "") return [];
    return /^tsx?$/.test(extension) ? [WRITTEN_BY_CODE[base] ?? base] : [name];
  });
}

test("every root the app answers is reserved", () => {
  const roots = rootsOf(APP);
  expect(roots).toContain("o");
  expect(roots.filter((root) => !RESERVED_ROOTS.has(root))).toEqual([]);
});

test("files of public/ are reserved too", () => {
  const folder = join(APP, "../public");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  expect(names.filter((name) => !RESERVED_ROOTS.has(name))).toEqual([]);
});
