import fc from "fast-check";
import { expect, test } from "vitest";
import { isPatternFault, parsePattern, patternsOverlap } from "./path-pattern";
import { compileRouter } from "./paths";
import { productOf } from "./testing/fixtures";

function routerOf(classes: Record<string, string[]>) {
  return compileRouter([
    productOf({
      classes: Object.entries(classes).map(([slug, paths]) => ({
        id: slug,
        slug,
        defaultQps: 5,
        weightRequests: 1,
        weightTransactions: 1,
        paths,
      })),
    }),
  ]);
}

function classOf(classes: Record<string, string[]>, path: string): string | null {
  const { router, faults } = routerOf(classes);
  expect(faults).toEqual([]);
  return router.match(path)?.endpointClass.slug ?? null;
}

test.each([
  ["/map/1/tile/basic/main/{z}/{x}/{y}.png", "/map/1/tile/basic/main/0/12/345.png", true],
  ["/map/1/tile/basic/main/{z}/{x}/{y}.png", "/map/1/tile/basic/main/0/12/.png", false],
  ["/map/1/tile/basic/main/{z}/{x}/{y}.png", "/map/1/tile/basic/main/0/12/3.jpg", false],
  ["/map/1/tile/basic/main/{z}/{x}/{y}.png", "/map/1/tile/basic/main/0/1/2/3.png", false],
  ["/map/1/tile/basic/main/{z}/{x}/{y}.png", "/MAP/1/tile/basic/main/0/0/0.png", false],
  ["/search/2/geocode/{query}.json", "/search/2/geocode/San%20Jos%C3%A9.json.json", true],
  ["/search/2/geocode/{query}.json", "/search/2/geocode/.json", false],
  ["/timezone/1/byPosition.json", "/timezone/1/byPosition.json", true],
  ["/timezone/1/byPosition.json", "/timezone/1/byPosition.json/", false],
  ["/map/{rest+}", "/map/a", true],
  ["/map/{rest+}", "/map/a/b/c", true],
  ["/map/{rest+}", "/map/", false],
  ["/map/{rest+}", "/map", false],
  ["/map/{rest+}", "/mapx/a", false],
  ["/route/{from}:{to}/json", "/route/52.3,4.9:52.4,4.8/json", true],
  ["/route/{from}:{to}/json", "/route/52.3:/json", false],
  ["/route/{a}-{b}-{c}", "/route/1-2-3-4", true],
  ["/a/v{n}/{rest+}", "/a/v2/x/y", true],
  ["/a/v{n}/{rest+}", "/a/v/x/y", false],
  ["/a/{x}-{y}-{z}.json", "/a/1-2-3-4.json", true],
  ["/a/{x}-{y}-{z}.json", "/a/1-2-.json", false],
  ["/a/{x}.b", "/aa.b", false],
  ["/a/(*)+{x}$", "/a/(*)+1$", true],
  ["/a/{x}.b", "/a/1xb", false],
  ["/a/{x}", "/a/what%3Fnow", true],
  ["/a", "/a%3Fx", false],
])("%s on %s: %s", (pattern, path, matches) => {
  expect(classOf({ only: [pattern] }, path)).toBe(matches ? "only" : null);
});

test("the longest literal wins, in whatever order patterns were written", () => {
  const classes = {
    tile: ["/map/1/tile/{rest+}"],
    rest: ["/map/{rest+}"],
    copyright: ["/map/1/tile/copyright"],
  };
  const turned = Object.fromEntries(Object.entries(classes).reverse());
  for (const set of [classes, turned]) {
    expect(classOf(set, "/map/1/tile/0/0/0.png")).toBe("tile");
    expect(classOf(set, "/map/1/tile/copyright")).toBe("copyright");
    expect(classOf(set, "/map/2/other")).toBe("rest");
  }
});

test("an escaped character does not slip into another class", () => {
  const classes = { tile: ["/map/1/tile/{rest+}"], rest: ["/map/{rest+}"] };
  expect(classOf(classes, "/map/1/til%65/0/0/0.png")).toBe("tile");
  expect(classOf(classes, "/%6dap/1/tile/0")).toBe("tile");
});

test.each([
  ["/map/{a}/b", "/map/a/{b}"],
  ["/map/{a}.png", "/map/{b}.png"],
  ["/map/{a}{b+}", "/x"],
  ["/map/{rest+}", "/map/{a}"],
])("%s and %s together are refused", (left, right) => {
  expect(routerOf({ left: [left], right: [right] }).faults).toHaveLength(1);
});

test("equal lengths that never meet are no tie", () => {
  expect(routerOf({ a: ["/map/{a}.png", "/map/{a}.jpg"], b: ["/map/{a}/xyz"] }).faults).toEqual([]);
});

test.each([
  "map",
  "/",
  "//a",
  "/a//b",
  "/a/",
  "/{a}/b",
  "/a/{b+}/c",
  "/a/{b+}.png",
  "/a/{b}{c}",
  "/a/{}",
  "/a/{1}",
  "/a/../b",
  "/a/%20",
  "/a?b",
  "/a/{b",
  "/a b",
  "/api/x",
  "/o/{org}",
  "/_next/x",
  "/samples/{rest+}",
  `/a/${"b".repeat(600)}`,
])("%s is no pattern", (source) => {
  expect(isPatternFault(parsePattern(source))).toBe(true);
});

test("two patterns that share a path are always seen to overlap", () => {
  const segment = fc.constantFrom("a", "b", "ab", "{x}", "a{x}", "{x}b", "{x}a{y}");
  const pattern = fc
    .tuple(fc.array(segment, { maxLength: 3 }), fc.boolean())
    .map(([segments, rest]) => `/${["r", ...segments, ...(rest ? ["{rest+}"] : [])].join("/")}`);
  const path = fc
    .array(fc.constantFrom("a", "b", "ab", "aab", "bab", "aa"), { maxLength: 4 })
    .map((parts) => `/${["r", ...parts].join("/")}`);
  fc.assert(
    fc.property(pattern, pattern, path, (left, right, sample) => {
      const [l, r] = [parsePattern(left), parsePattern(right)];
      if (isPatternFault(l) || isPatternFault(r)) throw new Error("The generator makes patterns.");
      fc.pre(classOf({ only: [left] }, sample) !== null && classOf({ only: [right] }, sample) !== null);
      expect(patternsOverlap(l, r)).toBe(true);
    }),
    { seed: 20261122, numRuns: 500 },
  );
});
