import { expect, test } from "vitest";
import { BulkOperation } from "@/lib/keys/bulk/schemas";
import { emptyOptions, toOperation } from "./bulk-options";

const CAP = 48;
const options = (given: Partial<ReturnType<typeof emptyOptions>> = {}) => ({
  ...emptyOptions(CAP),
  ...given,
});

test("what a form says is an operation the server takes", () => {
  const said = [
    toOperation("disable", options({ reason: "Why." }), CAP),
    toOperation("rotate", options({ endsRetiring: true }), CAP),
    toOperation("restrict", options({ allow: "a.example.com, *.b.example.com" }), CAP),
    toOperation("restrict", options({ kind: "country", deny: "fr" }), CAP),
    toOperation("restrict", options({ kind: "ip", how: "replace", mode: "off" }), CAP),
    toOperation("restrict", options({ kind: "userAgent", denyKnownBots: true }), CAP),
    toOperation("restrict", options({ kind: "hours", zone: "Europe/Berlin", to: "00:00" }), CAP),
    toOperation("restrict", options({ kind: "hours", how: "replace", mode: "off" }), CAP),
  ];
  for (const one of said) expect(BulkOperation.safeParse(one).success, JSON.stringify(one)).toBe(true);
});

test("nothing to add is no operation, and neither is a rotation without an end", () => {
  expect(toOperation("restrict", options(), CAP)).toBeNull();
  expect(toOperation("restrict", options({ how: "replace" }), CAP)).toBeNull();
  expect(toOperation("restrict", options({ kind: "hours", days: [] }), CAP)).toBeNull();
  expect(toOperation("restrict", options({ kind: "hours", from: "09:00", to: "09:00" }), CAP)).toBeNull();
  const overlap = { choice: "custom", customHours: "49", fromFirstUse: false };
  expect(toOperation("rotate", options({ overlap }), CAP)).toBeNull();
});

test("domains denied in another kind's field do not come along", () => {
  const operation = toOperation("restrict", options({ allow: "a.example.com", deny: "left over" }), CAP);
  expect(operation).toMatchObject({ restriction: { rule: { allow: ["a.example.com"] } } });
  expect(JSON.stringify(operation)).not.toContain("left over");
});
