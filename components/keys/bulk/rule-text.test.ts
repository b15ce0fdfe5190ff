import { expect, test } from "vitest";
import { ruleText } from "./rule-text";

const EMPTY = {
  mode: "off",
  allow: [],
  deny: [],
  allowMissing: false,
  denyKnownBots: false,
  hours: null,
} as const;

test("a restriction reads as one line, and a long list says how much it leaves out", () => {
  expect(ruleText({ ...EMPTY, allow: [], deny: [] })).toBe("Off");
  const rule = { ...EMPTY, mode: "enforce" as const, allow: ["a", "b"], deny: ["c"], denyKnownBots: true };
  expect(ruleText(rule)).toBe("Enforce: allowed a, b; denied c; known bots denied");
  const window = { days: ["mon", "tue"] as ("mon" | "tue")[], from: "08:00", to: "18:00" };
  const hours = { zone: "Europe/Berlin", windows: [window] };
  expect(ruleText({ ...EMPTY, mode: "observe", allow: [], deny: [], hours })).toMatch(
    /^Observe: open Mon.*Tue 08:00–18:00 \(Europe\/Berlin\)$/,
  );
  const many = Array.from({ length: 11 }, (_, n) => String(n));
  expect(ruleText({ ...EMPTY, mode: "observe", allow: many, deny: [] })).toBe(
    "Observe: allowed 0, 1, 2, 3, 4, 5, 6, 7 and 3 more",
  );
});
