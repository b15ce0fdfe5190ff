import { expect, test } from "vitest";
import { latestEnd, requireWithinMaxAge, requireWithinMaxKeys, requireWithinRotation } from "./within";

const createdAt = new Date("2026-11-22T10:00:00Z");
const at = (iso: string) => new Date(iso);

test("without a policy nothing is refused", () => {
  requireWithinMaxKeys({ maxKeys: null }, 19_999);
  requireWithinMaxAge({ maxKeyAgeDays: null }, { createdAt, expiresAt: null });
  requireWithinRotation({ rotateEveryDays: null }, 730);
  expect(latestEnd({ maxKeyAgeDays: null }, createdAt)).toBeNull();
});

test("the last key the organization allows is let in, the next one is not", () => {
  requireWithinMaxKeys({ maxKeys: 2 }, 1);
  expect(() => requireWithinMaxKeys({ maxKeys: 2 }, 2)).toThrow("allows 2 keys, and has 2");
  expect(() => requireWithinMaxKeys({ maxKeys: 1 }, 5)).toThrow("allows 1 key, and has 5");
});

test("a key ends at the maximum age at the latest, to the millisecond", () => {
  const policy = { maxKeyAgeDays: 90 };
  expect(latestEnd(policy, createdAt)).toEqual(at("2027-02-20T10:00:00Z"));
  requireWithinMaxAge(policy, { createdAt, expiresAt: at("2027-02-20T10:00:00.000Z") });
  for (const expiresAt of [at("2027-02-20T10:00:00.001Z"), null]) {
    expect(() => requireWithinMaxAge(policy, { createdAt, expiresAt })).toThrow(
      expect.objectContaining({
        code: "invalid_input",
        fields: { expiresAt: [expect.stringContaining("by 2027-02-20 10:00 UTC")] },
      }),
    );
  }
});

test("a key rotates as often as its organization says, or more often", () => {
  for (const own of [null, 1, 30]) requireWithinRotation({ rotateEveryDays: 30 }, own);
  expect(() => requireWithinRotation({ rotateEveryDays: 30 }, 31)).toThrow(
    expect.objectContaining({ fields: { rotateEveryDays: [expect.stringContaining("every 30 days")] } }),
  );
});
