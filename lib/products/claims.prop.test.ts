import fc from "fast-check";
import { expect, test } from "vitest";
import { compileRouter } from "@/lib/edge/paths";
import { productOf } from "@/lib/edge/testing/fixtures";
import { claimFaults } from "./claims";

const segment = fc.constantFrom("map", "v1", "tile", "{a}", "{b}", "x{a}", "{a}.png", "..", "a b", "docs");
const path = fc
  .tuple(fc.constantFrom("map", "geo", "docs", "{root}"), fc.array(segment, { maxLength: 3 }), fc.boolean())
  .map(([root, parts, takesRest]) => `/${[root, ...parts, ...(takesRest ? ["{rest+}"] : [])].join("/")}`);

const entryOf = (id: string, paths: string[]) =>
  productOf({
    id,
    classes: [{ id: `${id}_c`, slug: "c", defaultQps: 1, weightRequests: 1, weightTransactions: 1, paths }],
  });

test("patterns have no fault exactly when the edge's router takes all of them beside those it has", () => {
  fc.assert(
    fc.property(fc.array(path, { maxLength: 5 }), fc.array(path, { maxLength: 4 }), (others, own) => {
      const before = compileRouter([entryOf("other", others)]);
      // What stands is sound: every save goes through this check.
      fc.pre(before.faults.length === 0);
      const { faults } = compileRouter([entryOf("other", others), entryOf("own", own)]);
      const found = claimFaults(
        own.map((one) => ({ path: one, owner: "Own" })),
        others.map((one) => ({ path: one, owner: "Other" })),
      );
      expect(found.map(({ at }) => own[at])).toEqual(faults.map(({ pattern }) => pattern));
    }),
    { seed: 20261123, numRuns: 2000 },
  );
});

test("a tie names the other pattern and whose it is", () => {
  const [fault] = claimFaults(
    [{ path: "/map/{a}", owner: "New (Tiles)" }],
    [{ path: "/map/{b}", owner: "Map Display (Tiles)" }],
  );
  expect(fault).toEqual({
    at: 0,
    reason: "Some path matches both this and /map/{b} of Map Display (Tiles).",
  });
});
