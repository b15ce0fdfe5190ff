import { expect, test } from "vitest";
import { nextStep } from "./next-step";

const ready = { step: "ready", newest: 2 } as const;
const facts = { readiness: ready, left: 0, holdsFormer: false, isRunning: false, isProved: false };

test.each([
  ["one version and nothing else is rest", {}, "rest"],
  ["rows under a former version are sealed again", { left: 3, holdsFormer: true }, "seal"],
  ["no rows, but nothing proved: prove it before a key is given up", { holdsFormer: true }, "seal"],
  ["proved and no rows: the former key can go", { holdsFormer: true, isProved: true }, "remove"],
  [
    "rows that appeared after the proof are sealed first",
    { left: 1, holdsFormer: true, isProved: true },
    "seal",
  ],
  ["what is under way is waited for", { left: 1, isRunning: true }, "wait"],
] as const)("%s", (_, given, step) => {
  expect(nextStep({ ...facts, ...given })).toBe(step);
});

test.each([
  ["differs", "mend"],
  ["add", "add"],
  ["promote", "promote"],
  ["settle", "settle"],
] as const)("while instances are at %s, the step is %s, whatever is left", (step, next) => {
  const given = { ...facts, readiness: { step, newest: 2 }, left: 9, holdsFormer: true };
  expect(nextStep(given)).toBe(next);
});
