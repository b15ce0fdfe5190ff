import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { REFUSALS } from "@/lib/edge/verdict";
import ErrorsPage from "./page";

const html = renderToStaticMarkup(createElement(ErrorsPage));

function text(sentence: string): string {
  return renderToStaticMarkup(createElement("i", null, sentence)).slice(3, -4);
}

describe("the error reference", () => {
  test.each(Object.entries(REFUSALS))("has an entry for %s where refusals link to", (code, refusal) => {
    const start = html.indexOf(`<section id="${code}"`);
    expect(start).toBeGreaterThan(-1);
    const entry = html.slice(start, html.indexOf("</section>", start));
    for (const part of [String(refusal.status), refusal.title, refusal.meaning, refusal.mend]) {
      expect(entry).toContain(text(part));
    }
  });

  test("has an entry for nothing else", () => {
    const ids = [...html.matchAll(/<section id="([a-z_]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual(Object.keys(REFUSALS));
  });
});
