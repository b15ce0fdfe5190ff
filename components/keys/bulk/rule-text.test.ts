import { expect, test } from "vitest";
import { ruleText } from "./rule-text";

const EMPTY = { mode: "off", allow: [], deny: [], allowMissing: false, denyKnownBots: false } as const;

test("a restriction reads as one line, and a long list says how much it leaves out", () => {
  expect(ruleText({ ...EMPTY, allow: [], deny: [] })).toBe("Off");
  const rule = { ...EMPTY, mode: "enforce" as const, allow: ["a", "b"], deny: ["c"], denyKnownBots: true };
  expect(ruleText(rule)).toBe("Enforce: allowed a, b; denied c; known bots denied");
  const many = Array.from({ length: 11 }, (_, n) => String(n));
  expect(ruleText({ ...EMPTY, mode: "observe", allow: many, deny: [] })).toBe(
    "Observe: allowed 0, 1, 2, 3, 4, 5, 6, 7 and 3 more",
  );
});
