import { expect, test } from "vitest";
import { UndoBulkInput } from "@/lib/keys/bulk/schemas";
import { newId } from "@/lib/std/id";
import { undoInput, undoKeys } from "./undo-input";

const [a, b] = [newId("key"), newId("key")];
const done = (keyId: string, version: number | null) => ({ keyId, isDone: true as const, version });
const refused = { keyId: b, isDone: false as const, code: "forbidden" as const, message: "No." };
const off = {
  mode: "off" as const,
  allow: [],
  deny: [],
  allowMissing: false,
  denyKnownBots: false,
  hours: null,
};
const seen = (before = {}) => [
  { keyId: a, name: "A", version: 1, calls: 0, outcome: "change" as const, before: { ...off, ...before } },
];

test("only what was done is taken back, in the version it has now", () => {
  const keys = undoKeys("disable", "domain", [done(a, 4), refused], []);
  expect(undoInput("disable", keys)).toEqual({ verb: "disable", keys: [{ keyId: a, version: 4 }] });
  const deleted = undoKeys("delete", "domain", [done(a, null)], []);
  expect(undoInput("delete", deleted)).toEqual({ verb: "delete", keys: [{ keyId: a }] });
});

test("of rotated keys those are taken back whose old secret still works; a cancelled rotation is not begun again", () => {
  const endsAt = "2026-11-23T12:00:00.000Z";
  const rotated = [
    { ...done(a, 2), endsAt },
    { ...done(b, 2), endsAt: null },
  ];
  expect(undoKeys("rotate", "domain", rotated, [])).toEqual([{ keyId: a, version: 2, restriction: null }]);
  expect(undoKeys("cancel_rotation", "domain", [done(a, 3)], [])).toEqual([]);
});

test.each([
  ["domain", { mode: "enforce", allow: ["a.example"], allowMissing: true }],
  ["ip", { mode: "observe", allow: ["192.0.2.1"], deny: ["192.0.2.2"] }],
  ["userAgent", { mode: "enforce", allow: [], deny: ["Bot/*"], denyKnownBots: true }],
  ["country", { mode: "off", allow: ["DE"], deny: [] }],
] as const)("a %s rule goes back as it was", (kind, rule) => {
  const keys = undoKeys("restrict", kind, [done(a, 2)], seen(rule));
  const undo = undoInput("restrict", keys);
  expect(UndoBulkInput.parse({ undo })).toEqual({
    undo: { verb: "restrict", keys: [{ keyId: a, version: 2, restriction: { kind, rule } }] },
  });
});

test("hours go back with their zone", () => {
  const hours = {
    zone: "Europe/Berlin",
    windows: [{ days: ["mon" as const], from: "08:00", to: "18:00" }],
  };
  const keys = undoKeys("restrict", "hours", [done(a, 2)], seen({ mode: "enforce", hours }));
  expect(keys[0]?.restriction).toEqual({ kind: "hours", rule: { mode: "enforce", ...hours } });
});
