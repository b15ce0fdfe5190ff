import { expect, test } from "vitest";
import { escapeLike, parseSearchTerm, safeSearchText } from "./search-term";

const secret = `kw_4fT2${"x".repeat(41)}9aQx`;

test("a whole secret becomes its preview, also in the middle of a pasted line", () => {
  const preview = { kind: "preview", head: "4fT2", tail: "9aQx" };
  expect(parseSearchTerm(secret)).toEqual(preview);
  expect(parseSearchTerm(`curl 'http://x/map?key=${secret}&a=b'`)).toEqual(preview);
});

test("the text that may stand in a URL never holds more of a secret than its preview", () => {
  expect(safeSearchText(secret)).toBe("kw_4fT2…9aQx");
  expect(safeSearchText(` ${secret} `)).toBe("kw_4fT2…9aQx");
  expect(safeSearchText("plain name ")).toBe("plain name ");
});

test("a preview is read with an ellipsis or with dots, as people retype it", () => {
  for (const typed of ["kw_4fT2…9aQx", "kw_4fT2...9aQx", " kw_4fT2..9aQx "])
    expect(parseSearchTerm(typed)).toEqual({ kind: "preview", head: "4fT2", tail: "9aQx" });
});

test("anything else is text without the space around it, and only space means everything", () => {
  expect(parseSearchTerm("  tiles 100%  ")).toEqual({ kind: "text", text: "tiles 100%" });
  expect(parseSearchTerm(" \t ")).toEqual({ kind: "all" });
});

test("LIKE wildcards and the escape itself are literals", () => {
  expect(escapeLike("100%_a\\b")).toBe("100\\%\\_a\\\\b");
});
