import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isPatternFault, parsePattern } from "@/lib/edge/path-pattern";
import { SAMPLE_PRODUCTS, SAMPLE_UPSTREAM } from "./products";

const paths = SAMPLE_PRODUCTS.flatMap((product) => product.classes.flatMap((one) => one.paths));

test.each(paths)("%s is a pattern the edge accepts", (path) => {
  expect(isPatternFault(parsePattern(path))).toBe(false);
});

test.each(["map/1/tile/basic/main/[z]/[x]/[y]", "search/2/geocode/[query]", "timezone/1/byPosition.json"])(
  "the upstream has a handler at %s",
  (folder) => {
    const base = SAMPLE_UPSTREAM.baseUrl.replace("self:/", "");
    expect(existsSync(join("app", base, folder, "route.ts"))).toBe(true);
  },
);
