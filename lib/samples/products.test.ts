import { expect, test, vi } from "vitest";
import { exampleOf } from "@/components/first-call/example-calls";
import { isPatternFault, parsePattern } from "@/lib/edge/path-pattern";
import { dispatchSample } from "./dispatch";
import { SAMPLE_PRODUCTS } from "./products";

// The first tile or search of a process reads its data first, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const paths = SAMPLE_PRODUCTS.flatMap((product) => product.classes.flatMap((one) => one.paths));

test.each(paths)("%s is a pattern the edge accepts", (path) => {
  expect(isPatternFault(parsePattern(path))).toBe(false);
});

test.each(SAMPLE_PRODUCTS.map(({ slug }) => slug))(
  "the upstream answers the example call of %s",
  async (slug) => {
    const url = new URL(`/samples${exampleOf(slug)?.path}`, "http://samples.invalid");
    const answer = await dispatchSample(new Request(url), url);
    expect(answer.status).toBe(200);
  },
);

test.each(["/samples", "/samples/", "/samples/map", "/samples/search/2/geocode/a/b.json"])(
  "%s is no sample",
  async (path) => {
    const url = new URL(path, "http://samples.invalid");
    expect((await dispatchSample(new Request(url), url)).status).toBe(404);
  },
);

test("a query that is not UTF-8 is refused, not a fault", async () => {
  const url = new URL("/samples/search/2/geocode/M%fcnchen.json", "http://samples.invalid");
  expect((await dispatchSample(new Request(url), url)).status).toBe(400);
});
