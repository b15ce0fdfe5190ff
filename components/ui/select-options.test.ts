import { describe, expect, test } from "vitest";
import { optionTyped } from "./select-options";

const OPTIONS = ["Any", "Active", "Disabled", "Deleted", "Expired"].map((label) => ({
  value: label.toLowerCase(),
  label,
}));

describe("typing on a closed list", () => {
  test.each([
    ["d", "", "disabled"],
    ["d", "disabled", "deleted"],
    ["dd", "deleted", "disabled"],
    ["de", "disabled", "deleted"],
    ["a", "deleted", "any"],
    ["DIS", "any", "disabled"],
    ["ac", "active", "active"],
  ])("%s from %s goes to %s", (typed, current, to) => {
    expect(optionTyped(OPTIONS, typed, current)?.value).toBe(to);
  });

  test("goes nowhere when nothing begins so, and never to what cannot be chosen", () => {
    expect(optionTyped(OPTIONS, "x", "any")).toBeUndefined();
    expect(optionTyped([{ value: "one", label: "One", disabled: true }], "o", "")).toBeUndefined();
  });
});
