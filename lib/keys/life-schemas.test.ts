import { describe, expect, test } from "vitest";
import { newId } from "@/lib/std/id";
import { DisableKeyInput, isFutureTime, RotateKeyInput } from "./life-schemas";
import { DeleteKeyInput } from "./schemas";
import { EXPIRY_DAYS_MAX } from "./terms";

const keyId = newId("key");

describe("a reason", () => {
  const reason = (text: string) => DisableKeyInput.safeParse({ keyId, reason: text });

  test("is kept as typed, lines and emoji included, without the space around it", () => {
    expect(reason("  First line\n\tsecond 🦊\r\n ").data?.reason).toBe("First line\n\tsecond 🦊");
    expect(reason("").data?.reason).toBe("");
  });

  test("holds nothing that the database could not store", () => {
    for (const text of ["a\u0000b", "a\u001bb", "a\ud800b", "a\udc00b", "x".repeat(501)]) {
      expect(reason(text).success).toBe(false);
      expect(DeleteKeyInput.safeParse({ keyId, reason: text }).success).toBe(false);
    }
  });
});

test("an overlap is whole seconds, from none to 30 days", () => {
  const overlap = (overlapSeconds: unknown) => RotateKeyInput.safeParse({ keyId, overlapSeconds }).success;
  expect([0, 1, 172_800, 720 * 3600].map(overlap)).toEqual([true, true, true, true]);
  expect([-1, 0.5, 720 * 3600 + 1, "3600", null, Number.NaN].map(overlap)).not.toContain(true);
});

test("unknown fields and versions that cannot be are refused", () => {
  expect(DisableKeyInput.safeParse({ keyId, disabledBy: "staff" }).success).toBe(false);
  for (const version of [0, -1, 1.5, "1"])
    expect(DisableKeyInput.safeParse({ keyId, version }).success).toBe(false);
  expect(DisableKeyInput.parse({ keyId }).version).toBeNull();
});

test("the future begins after now and ends where no key lives any more", () => {
  const now = new Date(1_772_452_800_000);
  const after = (ms: number) => isFutureTime(new Date(now.getTime() + ms), now);
  const end = EXPIRY_DAYS_MAX * 86_400_000;
  expect([0, -1, end + 1].map(after)).toEqual([false, false, false]);
  expect([1, end].map(after)).toEqual([true, true]);
});
