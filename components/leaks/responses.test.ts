import { expect, test } from "vitest";
import type { LeakReport, LivingKey } from "@/lib/leaks/report";
import { isDangerous, responsesFor } from "./responses";

const RIGHTS = { canReport: true, canDisable: true, canRotate: true, canEdit: true };

function report(
  statuses: readonly ("current" | "awaiting" | "retiring" | "retired")[],
  key: Partial<LivingKey> | null = {},
): LeakReport {
  const secrets = statuses.map((status, at) => ({
    digest: String(at),
    id: String(at),
    status,
    preview: { head: "aaaa", tail: "zzzz" },
    createdAt: "",
    retiresAt: null,
    leakedAt: null,
    lastUsedAt: null,
    lastUsedIp: null,
  }));
  const living = key && ({ status: "active", ...RIGHTS, ...key } as LivingKey);
  return { keyId: "key_1", name: "Key", secrets, findings: { latest: [], total: 0 }, living };
}

test("a secret that works can be killed, replaced or fenced in; one that has ended only noted", () => {
  expect(responsesFor(report(["current"]))).toEqual(["disable", "rotate", "restrict", "note"]);
  expect(responsesFor(report([]))).toEqual(["disable", "rotate", "restrict", "note"]);
  expect(responsesFor(report(["retired"]))).toEqual(["note"]);
});

test("of a rotation whose old secret leaked, that secret is ended, not the key rotated again", () => {
  expect(responsesFor(report(["retiring"]))).toEqual(["disable", "finish", "restrict", "note"]);
  expect(responsesFor(report(["retiring", "current"]))).toEqual(["disable", "rotate", "restrict", "note"]);
});

test("nothing is offered that would be refused", () => {
  expect(responsesFor(report(["current"], { canDisable: false, canRotate: false, canEdit: false }))).toEqual([
    "note",
  ]);
  expect(responsesFor(report(["current"], { canReport: false }))).toEqual([]);
  expect(responsesFor(report(["current"], { status: "disabled" }))).toEqual(["rotate", "note"]);
  expect(responsesFor(report(["current"], null))).toEqual([]);
});

test("danger is what a call could do now: not in the trash, not while disabled or expired, not with an ended secret", () => {
  expect(isDangerous(report(["current"]))).toBe(true);
  expect(isDangerous(report(["retired", "retiring"]))).toBe(true);
  expect(isDangerous(report(["retired"]))).toBe(false);
  expect(isDangerous(report(["current"], null))).toBe(false);
  for (const status of ["disabled", "disabled_by_staff", "expired"] as const) {
    expect(isDangerous(report(["current"], { status }))).toBe(false);
  }
});
