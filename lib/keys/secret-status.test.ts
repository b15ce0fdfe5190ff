import { expect, test } from "vitest";
import { type SecretStatus, secretStatus } from "./secret-status";

const END = new Date(1_700_000_000_000);
const before = new Date(END.getTime() - 1);
const at = (status: SecretStatus, now: Date, lastUsedAt: Date | null = null) =>
  secretStatus({ status, retiresAt: status === "retiring" ? END : null, lastUsedAt }, now);

test("a retiring secret is retired from its end on, not before", () => {
  expect(at("retiring", before)).toBe("retiring");
  expect(at("retiring", END)).toBe("retired");
});

test("a secret that was used awaits its first use no more", () => {
  expect(at("awaiting", END)).toBe("awaiting");
  expect(at("awaiting", END, before)).toBe("current");
});

test("what has come to rest stays so", () => {
  for (const status of ["current", "retired"] as const) expect(at(status, END, before)).toBe(status);
});
