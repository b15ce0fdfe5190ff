import { describe, expect, test } from "vitest";
import { requireStaffMember } from "@/lib/accounts/resolve";
import { db } from "@/lib/db/client";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { operatorCtx, staffCtx } from "@/test/contexts";
import { makeStaff, makeUser } from "@/test/factories";
import { outcomeOf } from "@/test/people";
import { auditOf } from "@/test/traces";
import { addStaff } from "./add";
import { changeStaffRole } from "./change-role";
import { listStaff } from "./list";
import { removeStaff } from "./remove";
import { AddStaffInput } from "./schemas";

const roleOf = async (userId: string) =>
  (await db.user.findUniqueOrThrow({ where: { id: userId }, select: { staffRole: true } })).staffRole;

describe("staff", () => {
  test("are made, promoted and taken out by an operator, in the provider's audit log", async () => {
    const ctx = await operatorCtx();
    const person = await makeUser();
    const { userId } = await addStaff(
      ctx,
      AddStaffInput.parse({ email: person.email.toUpperCase(), role: "support" }),
    );
    expect(userId).toBe(person.id);
    expect((await listStaff(ctx)).find((one) => one.userId === userId)).toMatchObject({
      role: "support",
      hasSecondFactor: false,
      lastSeenAt: null,
    });
    await changeStaffRole(ctx, { userId, from: "support", to: "operator" });
    await removeStaff(ctx, { userId });
    expect(await roleOf(userId)).toBeNull();
    expect((await auditOf(userId)).map(({ chain, action }) => [chain, action])).toEqual([
      ["provider", "staff.added"],
      ["provider", "staff.role_changed"],
      ["provider", "staff.removed"],
    ]);
  });

  test("without a second factor see nothing", async () => {
    const ctx = await operatorCtx();
    const [bare, whole] = [await makeStaff("operator", { hasFactor: false }), await makeStaff("operator")];
    const outcome = (user: { id: string; name: string; email: string }) =>
      outcomeOf(
        requireStaffMember({
          ...ctx,
          actor: { type: "user", ...user },
          sessionId: "ses_0000000000000000000000",
          staffRole: "operator",
        }),
      );
    expect([await outcome(bare), await outcome(whole)]).toEqual(["second_factor_required", "ok"]);
  });

  test("never change their own role, so that two operators who take each other's leave one", async () => {
    const [one, two] = [await operatorCtx(), await operatorCtx()];
    const own = { userId: one.actor.id, from: "operator" as const, to: "support" as const };
    expect(await outcomeOf(changeStaffRole(one, own))).toBe("conflict");
    expect(await outcomeOf(removeStaff(one, own))).toBe("conflict");
    const outcomes = await Promise.all([
      outcomeOf(removeStaff(one, { userId: two.actor.id })),
      outcomeOf(removeStaff(two, { userId: one.actor.id })),
    ]);
    expect(outcomes.sort()).toEqual(["forbidden", "ok"]);
  });

  test("are decided on by nobody but an operator who has just shown who they are", async () => {
    const person = await makeStaff("support");
    const change = { userId: person.id, from: "support" as const, to: "operator" as const };
    const support = await staffCtx("support");
    expect(await outcomeOf(changeStaffRole(support, change))).toBe("forbidden");
    const stale = await operatorCtx(new Date(NOW.getTime() - 3_600_000));
    expect(await outcomeOf(changeStaffRole(stale, change))).toBe("step_up_required");
    expect(await outcomeOf(removeStaff(stale, change))).toBe("step_up_required");
    expect(await outcomeOf(addStaff(stale, { email: "x@example.test", role: "operator" }))).toBe(
      "step_up_required",
    );
    expect(await roleOf(person.id)).toBe("support");
  });

  test("are not made of an unknown or unconfirmed address, nor without an audit row", async () => {
    const ctx = await operatorCtx();
    const unconfirmed = await makeUser();
    await db.user.update({
      where: { id: unconfirmed.id },
      data: { emailVerifiedAt: null },
      select: { id: true },
    });
    for (const email of ["nobody@example.test", unconfirmed.email, ctx.actor.email]) {
      await expect(addStaff(ctx, { email, role: "support" })).rejects.toMatchObject({
        fields: { email: [expect.any(String)] },
      });
    }
    const customer = await makeUser();
    expect(await outcomeOf(removeStaff(ctx, { userId: customer.id }))).toBe("not_found");
    await expect(
      whileAuditFails(() => addStaff(ctx, { email: customer.email, role: "support" })),
    ).rejects.toThrow();
    expect(await roleOf(customer.id)).toBeNull();
  });
});
