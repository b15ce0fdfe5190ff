import { expect, test } from "vitest";
import { PolicyForm } from "./policy-schema";
import { changedPolicies, mergedOver, valuesOf } from "./policy-values";

const START = valuesOf({
  // As the page hands them in: with what is no field of the form.
  ...{ version: 3 },
  showSecretsOnce: false,
  allowQueryKeys: true,
  maxKeys: null,
  maxKeyAgeDays: 90,
  rotateEveryDays: null,
  autoRotate: false,
  leakResponse: "notify",
  requireSecondFactor: false,
  requireStepUp: false,
});

test("a form nobody touched holds what is in force", () => {
  expect(PolicyForm.parse(START)).toMatchObject({ maxKeys: null, maxKeyAgeDays: 90, allowQueryKeys: true });
  expect(changedPolicies(START, { ...START, maxKeyAgeDays: " 90 " })).toEqual([]);
});

test.each([["0"], ["1.5"], ["many"], ["-3"], ["99999"], ["1e9"]])(
  "%s is no number of days",
  (maxKeyAgeDays) => {
    const read = PolicyForm.safeParse({ ...START, maxKeyAgeDays });
    expect(read.error?.issues.map(({ path }) => path[0])).toEqual(["maxKeyAgeDays"]);
  },
);

test("of what somebody else saved, the untouched is taken and what both changed is named", () => {
  const mine = { ...START, maxKeys: "10", requireStepUp: true };
  const theirs = { ...START, maxKeys: "20", requireStepUp: true, autoRotate: true };
  expect(mergedOver(START, mine, theirs)).toEqual({
    values: { ...START, maxKeys: "10", requireStepUp: true, autoRotate: true },
    theirChanges: ["maxKeys", "autoRotate", "requireStepUp"],
    conflicts: ["maxKeys"],
  });
});
