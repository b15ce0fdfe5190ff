import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { listStoredMails } from "@/lib/mail/outbox";
import type { StaffContext } from "@/lib/orgs/context";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { operatorCtx, ownerCtx, requestCtx, staffCtx } from "@/test/contexts";
import { makeKey, makeMember, makeOrg, makeStaff, makeUser, type TestUser } from "@/test/factories";
import { outcomeOf } from "@/test/people";
import { auditOf } from "@/test/traces";
import { acceptInvite } from "./accept-invite";
import { inviteMemberAsStaff } from "./invite-as-staff";
import { listInvites } from "./list-invites";
import { previewRemovalAsStaff } from "./preview-removal";
import { removeMemberAsStaff } from "./remove-as-staff";
import { revokeInviteAsStaff } from "./revoke-invite-as-staff";
import { AcceptInviteInput, InviteAsStaffInput, RemoveAsStaffInput } from "./schemas";

const reason = "The owner has left the company.";
const roleIn = async (orgId: string, userId: string) =>
  (await db.membership.findUnique({ where: { orgId_userId: { orgId, userId } } }))?.role;
const invite = (ctx: StaffContext, orgId: string, email: string) =>
  inviteMemberAsStaff(ctx, InviteAsStaffInput.parse({ orgId, email, role: "owner", reason }));

async function accept(user: TestUser): Promise<string> {
  const mail = (await listStoredMails()).find(({ to }) => to === user.email);
  const [, token = ""] = /invite\?token=([\w-]{43})/.exec(mail?.text ?? "") ?? [];
  const ctx = {
    ...requestCtx(),
    now: NOW,
    actor: { type: "user", ...user } as const,
    sessionId: "ses_0000000000000000000000",
  };
  return outcomeOf(acceptInvite(ctx, AcceptInviteInput.parse({ by: { kind: "link", token } })));
}

describe("an operator", () => {
  test("gives an organization without people an owner: by mail to that address, in the organization's audit log", async () => {
    const [org, ctx, person] = [await makeOrg(), await operatorCtx(), await makeUser()];
    const { inviteId, isMailed } = await invite(ctx, org.id, person.email);
    expect(isMailed).toBe(true);
    expect(await auditOf(inviteId)).toEqual([
      expect.objectContaining({ chain: org.id, action: "member.invited", actorId: ctx.actor.id, reason }),
    ]);
    // Customers are told no names of staff.
    expect((await listInvites(await ownerCtx(org))).map(({ invitedBy }) => invitedBy)).toEqual([
      env().PROVIDER_NAME,
    ]);
    expect(await accept(person)).toBe("ok");
    expect(await roleIn(org.id, person.id)).toBe("owner");
  });

  test("takes an invitation back; one of who is no operator any more leads nowhere either", async () => {
    const [org, ctx] = [await makeOrg(), await operatorCtx()];
    const [first, second] = [await makeUser(), await makeUser()];
    const { inviteId } = await invite(ctx, org.id, first.email);
    await revokeInviteAsStaff(ctx, { orgId: org.id, inviteId });
    expect(await accept(first)).toBe("link_invalid");
    await invite(ctx, org.id, second.email);
    await db.user.update({ where: { id: ctx.actor.id }, data: { staffRole: "support" } });
    expect(await accept(second)).toBe("link_invalid");
  });

  test("makes no member of staff a member: not when inviting, and not when they become staff afterwards", async () => {
    const [org, ctx] = [await makeOrg(), await operatorCtx()];
    expect(await outcomeOf(invite(ctx, org.id, ctx.actor.email))).toBe("invalid_input");
    expect(await outcomeOf(invite(ctx, org.id, (await makeStaff("support")).email))).toBe("invalid_input");
    const person = await makeUser();
    await invite(ctx, org.id, person.email);
    await db.user.update({ where: { id: person.id }, data: { staffRole: "operator" } });
    expect(await accept(person)).toBe("link_invalid");
    expect(await roleIn(org.id, person.id)).toBeUndefined();
  });

  test("removes a member, an owner included; their keys become another's, disabled if wanted", async () => {
    const [org, ctx] = [await makeOrg(), await operatorCtx()];
    const [gone, heir] = [await makeMember(org, "owner"), await makeMember(org, "owner")];
    const key = await makeKey({ org, createdBy: gone });
    const leaving = await previewRemovalAsStaff(ctx, { orgId: org.id, userId: gone.id });
    expect(leaving).toMatchObject({ keys: 1, heirs: [{ userId: heir.id }] });
    const removal = (userId: string, toUserId: string) =>
      RemoveAsStaffInput.parse({ orgId: org.id, userId, keys: { do: "disable", toUserId }, reason });
    await removeMemberAsStaff(ctx, removal(gone.id, heir.id));
    expect(await roleIn(org.id, gone.id)).toBeUndefined();
    expect(
      await db.key.findUnique({ where: { id: key.id }, select: { createdById: true, disabledBy: true } }),
    ).toEqual({ createdById: heir.id, disabledBy: "customer" });
    expect(await auditOf(gone.id)).toEqual([
      expect.objectContaining({ chain: org.id, action: "member.removed", actorId: ctx.actor.id, reason }),
    ]);
    const other = await makeMember(org, "developer");
    expect(await outcomeOf(removeMemberAsStaff(ctx, removal(heir.id, other.id)))).toBe("last_owner");
  });
});

test("support, an old session, a stranger to the organization and a failing audit log change nobody's membership", async () => {
  const [org, other] = [await makeOrg(), await makeOrg()];
  const [owner, dev] = [await makeMember(org, "owner"), await makeMember(org, "developer")];
  const fresh = await operatorCtx();
  const old = await operatorCtx(new Date(NOW.getTime() - 3_600_000));
  const removal = (orgId: string) =>
    RemoveAsStaffInput.parse({
      orgId,
      userId: dev.id,
      keys: { do: "transfer", toUserId: owner.id },
      reason,
    });
  const address = (await makeUser()).email;
  for (const [ctx, code] of [
    [await staffCtx("support"), "forbidden"],
    [old, "step_up_required"],
  ] as const) {
    expect(await outcomeOf(invite(ctx, org.id, address))).toBe(code);
    expect(await outcomeOf(removeMemberAsStaff(ctx, removal(org.id)))).toBe(code);
  }
  expect(await outcomeOf(removeMemberAsStaff(fresh, removal(other.id)))).toBe("not_found");
  const { inviteId } = await invite(fresh, org.id, address);
  const theirs = revokeInviteAsStaff(fresh, { orgId: other.id, inviteId });
  expect(await outcomeOf(theirs)).toBe("not_found");
  await expect(whileAuditFails(() => removeMemberAsStaff(fresh, removal(org.id)))).rejects.toThrow();
  expect(await roleIn(org.id, dev.id)).toBe("developer");
});
