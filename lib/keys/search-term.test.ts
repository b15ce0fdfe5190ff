import { expect, test } from "vitest";
import { escapeLike, parseSearchTerm } from "./search-term";

test("a preview is read with an ellipsis or with dots, whole or cut short, as people retype it", () => {
  for (const text of ["kw_4fT2…9aQx", "kw_4fT2...9aQx", "kw_4fT2..9aQx"])
    expect(parseSearchTerm(` ${text} `)).toEqual({ kind: "preview", head: "4fT2", tail: "9aQx", text });
  expect(parseSearchTerm("kw_4f")).toEqual({ kind: "preview", head: "4f", tail: "", text: "kw_4f" });
  expect(parseSearchTerm("kw_4fT2…")).toEqual({ kind: "preview", head: "4fT2", tail: "", text: "kw_4fT2…" });
});

test("anything else is text without the space around it, and only space means everything", () => {
  expect(parseSearchTerm("  tiles 100%  ")).toEqual({ kind: "text", text: "tiles 100%" });
  expect(parseSearchTerm("kw_too_long_for_a_preview")).toMatchObject({ kind: "text" });
  expect(parseSearchTerm(" \t ")).toEqual({ kind: "all" });
});

test("LIKE wildcards and the escape itself are literals", () => {
  expect(escapeLike("100%_a\\b")).toBe("100\\%\\_a\\\\b");
});
