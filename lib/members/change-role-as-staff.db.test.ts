import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { whileAuditFails } from "@/test/audit-fails";
import { staffCtx } from "@/test/contexts";
import { makeMember, makeOrg } from "@/test/factories";
import { outcomeOf } from "@/test/people";
import { auditOf } from "@/test/traces";
import { changeRoleAsStaff } from "./change-role-as-staff";
import type { Role } from "./permissions";

const reason = "The owner has left the company.";
const roleOf = async (orgId: string, userId: string) =>
  (await db.membership.findUniqueOrThrow({ where: { orgId_userId: { orgId, userId } } })).role;

test("an operator makes a developer the owner, in the organization's own audit log", async () => {
  const [org, ctx] = [await makeOrg(), await staffCtx()];
  const { id: userId } = await makeMember(org, "developer");
  await changeRoleAsStaff(ctx, { orgId: org.id, userId, from: "developer", to: "owner", reason });
  expect(await roleOf(org.id, userId)).toBe("owner");
  expect(await auditOf(userId)).toEqual([
    expect.objectContaining({ chain: org.id, actorId: ctx.actor.id, action: "member.role_changed", reason }),
  ]);
});

test("the last owner stays; support, a stranger to the organization, a stale role and a failing audit change nothing", async () => {
  const [org, other, ctx] = [await makeOrg(), await makeOrg(), await staffCtx()];
  const owner = await makeMember(org, "owner");
  const change = (over: { orgId?: string; from?: Role; by?: typeof ctx } = {}) =>
    changeRoleAsStaff(over.by ?? ctx, {
      orgId: over.orgId ?? org.id,
      userId: owner.id,
      from: over.from ?? "owner",
      to: "viewer",
      reason,
    });
  expect(await outcomeOf(change())).toBe("last_owner");
  await makeMember(org, "owner");
  expect(await outcomeOf(change({ by: await staffCtx("support") }))).toBe("forbidden");
  expect(await outcomeOf(change({ orgId: other.id }))).toBe("not_found");
  expect(await outcomeOf(change({ from: "admin" }))).toBe("version_mismatch");
  await expect(whileAuditFails(() => change())).rejects.toThrow();
  expect(await roleOf(org.id, owner.id)).toBe("owner");
});
