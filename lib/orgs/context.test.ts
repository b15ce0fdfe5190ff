import { describe, expect, test } from "vitest";
import type { Permission, Role } from "@/lib/members/permissions";
import { type OrgContext, requirePermission, responsibleId } from "./context";

function tokenOf(role: Role, permissions: readonly Permission[]): OrgContext {
  return {
    requestId: "req_1",
    ip: "192.0.2.7",
    userAgent: "test",
    now: new Date(0),
    actor: { type: "token", id: "mtk_1", name: "CI", createdById: "usr_1", permissions },
    role,
    org: { id: "org_1", slug: "acme", name: "Acme", type: "enterprise" },
  };
}

describe("a management token", () => {
  test("may do what its scopes and its creator's role both allow", () => {
    expect(() => requirePermission(tokenOf("admin", ["keys:edit"]), "keys:edit")).not.toThrow();
  });

  test("may not do what its scopes leave out, whatever its creator may", () => {
    expect(() => requirePermission(tokenOf("owner", ["keys:read"]), "keys:edit")).toThrow(
      expect.objectContaining({ code: "insufficient_scope" }),
    );
  });

  test("may not do what its creator may not do any more", () => {
    expect(() => requirePermission(tokenOf("viewer", ["keys:edit"]), "keys:edit")).toThrow(
      expect.objectContaining({ code: "forbidden" }),
    );
    expect(() => requirePermission(tokenOf("developer", ["keys:edit"]), "keys:edit")).toThrow(
      expect.objectContaining({ code: "forbidden" }),
    );
  });

  test("acts on its creator's keys as on its own", () => {
    const ctx = tokenOf("developer", ["keys:edit"]);
    expect(responsibleId(ctx)).toBe("usr_1");
    expect(() => requirePermission(ctx, "keys:edit", true)).not.toThrow();
  });
});
