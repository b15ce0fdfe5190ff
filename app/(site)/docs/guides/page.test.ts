import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { REFUSALS } from "@/lib/edge/verdict";
import { GUIDES } from "./_components/guides";

const HERE = "app/(site)/docs/guides";

test("every guide in the list is a page, and every page is in the list", () => {
  const pages = readdirSync(HERE, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(`${HERE}/${entry.name}/page.tsx`))
    .map(({ name }) => name);
  expect(GUIDES.map(({ slug }) => slug).sort()).toEqual(pages.sort());
});

test("every link between pages of the documentation leads somewhere", () => {
  for (const { slug } of GUIDES) {
    const text = readFileSync(`${HERE}/${slug}/page.tsx`, "utf8");
    for (const [, path = "", anchor] of text.matchAll(/href="(\/docs[\w/.-]*)(?:#([\w-]+))?"/g)) {
      const folder = `app/(site)${path}`;
      expect(existsSync(`${folder}/page.tsx`) || existsSync(`${folder}/route.ts`), path).toBe(true);
      if (anchor === undefined) continue;
      const isCode = path === "/docs/errors" && anchor in REFUSALS;
      expect(isCode || readFileSync(`${folder}/page.tsx`, "utf8").includes(`id="${anchor}"`), anchor).toBe(
        true,
      );
    }
  }
});
