import { expect, test } from "vitest";
import type { Role } from "@/lib/members/permissions";
import type { QpsStatus } from "./phase";
import { qpsRights } from "./rights";

const ctx = (role: Role, type: "enterprise" | "self_serve" = "enterprise") => ({
  role,
  actor: { type: "user" as const, id: "usr_1", name: "Ada", email: "ada@example.test" },
  org: { id: "org_1", slug: "a", name: "A", type },
});
const request = (status: QpsStatus, deletedAt: Date | null = null) => ({
  status,
  key: { createdById: "usr_1", deletedAt },
});

test("a draft of a deleted key can be thrown away, and nothing else", () => {
  const deleted = request("draft", new Date(0));
  const nothing = { canEdit: false, canSubmit: false, canAnswer: false, canComment: false };
  expect(qpsRights(ctx("owner"), deleted)).toEqual({ ...nothing, canWithdraw: true });
  expect(qpsRights(ctx("owner"), request("draft"))).toMatchObject({ canEdit: true, canSubmit: true });
});

test("who is self-serve now sends no draft of before; a question is still answered", () => {
  const owner = ctx("owner", "self_serve");
  expect(qpsRights(owner, request("draft"))).toMatchObject({ canEdit: false, canSubmit: false });
  expect(qpsRights(owner, request("question", new Date(0)))).toMatchObject({ canAnswer: true });
});
