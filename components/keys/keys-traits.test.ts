import { expect, test } from "vitest";
import { fromTraitValues, toTraitValues, traitOptions } from "./keys-traits";

test("what was chosen is chosen again when it is read back", () => {
  const chosen = { is: ["rotating" as const, "leaked" as const], unused: 30, expiring: 7 };
  expect(fromTraitValues(toTraitValues(chosen))).toEqual(chosen);
  expect(fromTraitValues([])).toEqual({ is: [], unused: null, expiring: null });
});

test("of two numbers of days the one chosen last holds", () => {
  expect(fromTraitValues(["unused:7", "unused:90"])).toMatchObject({ unused: 90, expiring: null });
});

test("a number of days that only the URL names can be seen and taken away", () => {
  const offered = traitOptions({ is: [], unused: 45, expiring: null }).map(({ value }) => value);
  expect(offered).toContain("unused:45");
  expect(offered.filter((value) => value.startsWith("expiring:"))).toEqual(["expiring:7", "expiring:30"]);
});
