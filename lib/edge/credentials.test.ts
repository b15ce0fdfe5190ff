import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_KEY_HEADERS, findCredential } from "./credentials";
import { RawHeaders } from "./headers";

const find = (target: string, ...raw: string[]) =>
  findCredential(new RawHeaders(raw), target, target.indexOf("?"), DEFAULT_KEY_HEADERS);

describe("exactly one credential", () => {
  test.each([
    ["/a", ["X-API-Key", "S"], "header", "S"],
    ["/a", ["x-api-key", "S"], "header", "S"],
    ["/a", ["TomTom-Api-Key", "S"], "header", "S"],
    ["/a?key=S", [], "query", "S"],
    ["/a?%6bey=S", [], "query", "S"],
    ["/a?%6B%65%79=S", [], "query", "S"],
    ["/a?k%65y=S%5f", [], "query", "S_"],
    ["/a", ["Authorization", "Bearer S"], "bearer", "S"],
    ["/a", ["authorization", "bEaReR S"], "bearer", "S"],
    ["/a?key=S", ["Authorization", "Basic YTpi"], "query", "S"],
    ["/a?key=S", ["X_API_KEY", "T", "Cookie", "key=T"], "query", "S"],
  ])("%s %j comes by %s", (target, raw, source, value) => {
    expect(find(target, ...raw)).toMatchObject({ source, value });
  });

  test.each([
    "/a",
    "/a?",
    "/a?KEY=S",
    "/a?key[]=S",
    "/a?key%5B%5D=S",
    "/a?;key=S",
    "/a?a=1;key=S",
    "/a?keys=S",
    "/a?mykey=S",
    "/a?k=key=S",
    "/a?%256bey=S",
  ])("%s holds none", (target) => {
    expect(find(target)).toMatchObject({
      source: "none",
      query: target.slice(2),
    });
  });

  test.each([["/a?key"], ["/a?key="], ["/a?key=&b=1"]])("%s holds an empty one", (target) => {
    expect(find(target)).toMatchObject({ source: "query", value: "" });
  });
});

describe("two credentials are ambiguous, even equal ones", () => {
  const PLACES = {
    header: { query: "", raw: ["X-API-Key", "S"] },
    other: { query: "", raw: ["TomTom-Api-Key", "S"] },
    query: { query: "key=S", raw: [] },
    escaped: { query: "k%65y=S", raw: [] },
    bearer: { query: "", raw: ["Authorization", "Bearer S"] },
  };
  const pairs = Object.entries(PLACES).flatMap(([left, a]) =>
    Object.entries(PLACES).map(([right, b]) => ({ name: `${left} and ${right}`, a, b })),
  );

  test.each(pairs)("$name", ({ a, b }) => {
    const query = [a.query, b.query].filter((part) => part !== "").join("&");
    expect(find(query === "" ? "/a" : `/a?${query}`, ...a.raw, ...b.raw).source).toBe("ambiguous");
  });

  test("joined by a comma", () => {
    expect(find("/a", "X-API-Key", "S, S").source).toBe("ambiguous");
    expect(find("/a", "X-API-Key", "S,").source).toBe("ambiguous");
    expect(find("/a", "Authorization", "Basic x, Bearer S").source).toBe("ambiguous");
  });

  test("an empty one beside a full one", () => {
    expect(find("/a?key=", "X-API-Key", "S").source).toBe("ambiguous");
  });
});

describe("the rest of the query", () => {
  test.each([
    ["/a?key=S", ""],
    ["/a?view=Unified&key=S", "?view=Unified"],
    ["/a?key=S&view=Unified", "?view=Unified"],
    ["/a?c=value1&key=S&b=valu%651&a=%7e+x", "?c=value1&b=valu%651&a=%7e+x"],
    ["/a?a=1&&key=S&b", "?a=1&&b"],
    ["/a?a=?&key=S", "?a=?"],
    ["/a?a=1", "?a=1"],
  ])("%s leaves %s", (target, query) => {
    expect(find(target).query).toBe(query);
  });

  test("keeps every other byte and the order, wherever the key stands", () => {
    const part = fc.string({ unit: fc.constantFrom(..."kKeEyY=[]%2526bB+;:/?~.ab1"), maxLength: 12 });
    const ordinary = part.filter((text) => text !== "" && find(`/a?${text}`).source === "none");
    fc.assert(
      fc.property(fc.array(ordinary, { maxLength: 6 }), fc.nat(6), (parts, place) => {
        const before = parts.slice(0, place);
        const after = parts.slice(place);
        const rest = parts.join("&");
        const found = find(`/a?${[...before, "key=S", ...after].join("&")}`);
        expect(found).toEqual({ source: "query", value: "S", query: rest === "" ? "" : `?${rest}` });
      }),
      { seed: 20261122, numRuns: 500 },
    );
  });
});

test("ten thousand parameters cost one pass", () => {
  const query = Array.from({ length: 10_000 }, (_, at) => `p${at}=%41`).join("&");
  expect(find(`/a?${query}`).query).toBe(`?${query}`);
});
