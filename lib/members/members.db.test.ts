import { describe, expect, test } from "vitest";
import { requireMembership } from "@/lib/accounts/resolve";
import { verifyChain } from "@/lib/audit/verify";
import { db } from "@/lib/db/client";
import { copySecret } from "@/lib/keys/copy-secret";
import type { OrgContext, UserContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { adminCtx, developerCtx, memberCtx, ownerCtx, viewerCtx } from "@/test/contexts";
import { makeKey, makeMember, makeOrg } from "@/test/factories";
import { outcomeOf } from "@/test/people";
import { auditOf, changesOf } from "@/test/traces";
import { changeRole } from "./change-role";
import { inviteMember } from "./invite";
import { leaveOrg } from "./leave";
import { ROLES, type Role } from "./permissions";
import { previewRemoval } from "./preview-removal";
import { removeMember } from "./remove";
import { RemoveMemberInput } from "./schemas";

const roleIn = async (orgId: string, userId: string) =>
  (await db.membership.findUnique({ where: { orgId_userId: { orgId, userId } } }))?.role;
const change = (ctx: OrgContext, userId: string, from: Role, to: Role) =>
  outcomeOf(changeRole(ctx, { userId, from, to }));
const removal = (userId: string, keys: RemoveMemberInput["keys"]) =>
  RemoveMemberInput.parse({ userId, keys });

describe("a role", () => {
  test("changes with an audit row", async () => {
    const org = await makeOrg();
    const [ctx, dev] = [await adminCtx(org), await makeMember(org, "developer")];
    await changeRole(ctx, { userId: dev.id, from: "developer", to: "admin" });
    expect(await roleIn(org.id, dev.id)).toBe("admin");
    expect(await auditOf(dev.id)).toEqual([
      expect.objectContaining({
        action: "member.role_changed",
        before: { role: "developer" },
        after: { role: "admin" },
      }),
    ]);
  });

  test("of an owner is neither given nor touched by an admin; nobody below changes any", async () => {
    const org = await makeOrg();
    const [owner, dev] = [await makeMember(org, "owner"), await makeMember(org, "developer")];
    const admin = await adminCtx(org);
    for (const to of ROLES.slice(0, 3)) expect(await change(admin, owner.id, "owner", to)).toBe("forbidden");
    expect(await change(admin, dev.id, "developer", "owner")).toBe("forbidden");
    for (const ctx of [await developerCtx(org), await viewerCtx(org)]) {
      expect(await change(ctx, dev.id, "developer", "viewer")).toBe("forbidden");
      expect(await change(ctx, ctx.actor.id, ctx.role, "owner")).toBe("forbidden");
    }
    expect(await change(await ownerCtx(org), owner.id, "owner", "viewer")).toBe("ok");
  });

  test("is not changed by who saw another one, nor by who lost the right in the meantime", async () => {
    const org = await makeOrg();
    const [owner, admin, dev] = [
      await ownerCtx(org),
      await adminCtx(org),
      await makeMember(org, "developer"),
    ];
    expect(await change(owner, dev.id, "viewer", "admin")).toBe("version_mismatch");
    await changeRole(owner, { userId: admin.actor.id, from: "admin", to: "viewer" });
    expect(await change(admin, dev.id, "developer", "viewer")).toBe("forbidden");
  });

  test("stays when the audit row cannot be written; another organization's member is not found", async () => {
    const org = await makeOrg();
    const [ctx, dev] = [await ownerCtx(org), await makeMember(org, "developer")];
    const to = { userId: dev.id, from: "developer", to: "admin" } as const;
    await expect(whileAuditFails(() => changeRole(ctx, to))).rejects.toThrow();
    expect(await outcomeOf(changeRole(await ownerCtx(await makeOrg()), to))).toBe("not_found");
    expect(await roleIn(org.id, dev.id)).toBe("developer");
  });

  test("owner never ends in nobody's hands: the last one can be neither lowered, removed nor leave", async () => {
    const org = await makeOrg();
    const ctx = await ownerCtx(org);
    const heir = await makeMember(org, "admin");
    const disabled = await makeMember(org, "owner");
    await db.user.update({ where: { id: disabled.id }, data: { disabledAt: NOW }, select: { id: true } });
    const me = ctx.actor.id;
    expect(await change(ctx, me, "owner", "viewer")).toBe("last_owner");
    const keys = { do: "transfer", toUserId: heir.id } as const;
    expect(await outcomeOf(removeMember(ctx, removal(me, keys)))).toBe("last_owner");
    expect(await outcomeOf(leaveOrg({ ...ctx, actor: { type: "user", ...heir, id: me } }, { keys }))).toBe(
      "last_owner",
    );
  });

  test("of two owners who lower each other at once one stays", async () => {
    const org = await makeOrg();
    const [one, two] = [await ownerCtx(org), await ownerCtx(org)];
    const outcomes = await Promise.all([
      change(one, two.actor.id, "owner", "viewer"),
      change(two, one.actor.id, "owner", "viewer"),
    ]);
    expect(outcomes.sort()).toEqual(["forbidden", "ok"]);
    expect(await db.membership.count({ where: { orgId: org.id, role: "owner" } })).toBe(1);
  });
});

async function offboarding() {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const leaver = await makeMember(org, "developer");
  const heir = await makeMember(org, "developer");
  const keys = [
    await makeKey({ org, createdBy: leaver, name: "A" }),
    await makeKey({ org, createdBy: leaver, name: "B", state: "disabled" }),
  ];
  const trashed = await makeKey({ org, createdBy: leaver, state: "deleted" });
  const others = await makeKey({ org, createdBy: heir });
  const elsewhere = await makeKey({ org: await makeOrg(), createdBy: leaver });
  return { org, ctx, leaver, heir, keys, trashed, others, elsewhere };
}

const keyRow = (id: string) =>
  db.key.findUniqueOrThrow({
    where: { id },
    select: { createdById: true, disabledAt: true, disabledReason: true, lastRotatedAt: true, version: true },
  });

describe("removing a member", () => {
  test("takes the organization from every session at once, and their way to copy a secret with it", async () => {
    const { org, ctx, leaver, heir, keys } = await offboarding();
    const session: UserContext = { ...ctx, actor: { type: "user", ...leaver }, sessionId: newId("session") };
    const before = await requireMembership(session, org.slug);
    await removeMember(ctx, removal(leaver.id, { do: "transfer", toUserId: heir.id }));
    expect(await outcomeOf(requireMembership(session, org.slug))).toBe("not_found");
    // Who was already past that check finds the key to be somebody else's.
    expect(await outcomeOf(copySecret(before, { keyId: keys[0]?.id ?? "" }))).toBe("forbidden");
  });

  test("hands their keys over, trashed ones included, and touches no other key", async () => {
    const { ctx, org, leaver, heir, keys, trashed, others, elsewhere } = await offboarding();
    const removed = await removeMember(ctx, removal(leaver.id, { do: "transfer", toUserId: heir.id }));
    expect(removed).toEqual({ keys: 2, disabled: 0, tokens: 0, invites: 0, rotated: [] });
    for (const { id } of [...keys, trashed]) {
      expect(await keyRow(id)).toMatchObject({ createdById: heir.id, version: 2 });
      expect((await auditOf(id)).map(({ action }) => action)).toEqual(["key.transferred"]);
    }
    expect(await keyRow(others.id)).toMatchObject({ version: 1 });
    expect(await keyRow(elsewhere.id)).toMatchObject({ createdById: leaver.id, version: 1 });
    expect((await auditOf(leaver.id)).map(({ action }) => action)).toEqual(["member.removed"]);
    expect(await verifyChain(org.id)).toMatchObject({ ok: true });
  });

  test("disables what still worked, says why, and tells every edge", async () => {
    const { ctx, org, leaver, heir, keys } = await offboarding();
    const removed = await removeMember(ctx, removal(leaver.id, { do: "disable", toUserId: heir.id }));
    expect(removed).toMatchObject({ keys: 2, disabled: 1 });
    expect(await keyRow(keys[0]?.id ?? "")).toMatchObject({
      disabledAt: NOW,
      disabledReason: expect.stringContaining("left"),
    });
    expect(await keyRow(keys[1]?.id ?? "")).toMatchObject({ disabledReason: "Not needed for now." });
    expect(await changesOf(org.id)).toBe(1);
  });

  test("rotates their keys: the new secrets are not those they know, and the old ones end with the overlap", async () => {
    const { ctx, leaver, heir, keys } = await offboarding();
    const removed = await removeMember(
      ctx,
      removal(leaver.id, { do: "rotate", toUserId: heir.id, overlapSeconds: 3600 }),
    );
    expect(removed.rotated.map(({ name, endsAt }) => [name, endsAt])).toEqual([
      ["A", new Date(NOW.getTime() + 3_600_000).toISOString()],
      ["B", new Date(NOW.getTime() + 3_600_000).toISOString()],
    ]);
    for (const [n, key] of keys.entries()) {
      expect(removed.rotated[n]?.secret).not.toBe(key.plaintext);
      expect(await keyRow(key.id)).toMatchObject({ createdById: heir.id, lastRotatedAt: NOW });
    }
  });

  test("revokes their management tokens and the invitations they sent", async () => {
    const org = await makeOrg();
    const [ctx, leaver, heir] = [
      await ownerCtx(org),
      await adminCtx(org),
      await makeMember(org, "developer"),
    ];
    await inviteMember(leaver, { email: "next@example.test", role: "viewer" });
    const token = { id: newId("managementToken"), orgId: org.id, name: "CI", tokenHash: Buffer.from(org.id) };
    await db.managementToken.create({
      data: { ...token, head: "abcd", scopes: [], createdById: leaver.actor.id },
    });
    expect(await previewRemoval(ctx, { userId: leaver.actor.id })).toMatchObject({
      keys: 0,
      tokens: 1,
      invites: 1,
    });
    const removed = await removeMember(ctx, removal(leaver.actor.id, { do: "transfer", toUserId: heir.id }));
    expect(removed).toMatchObject({ tokens: 1, invites: 1 });
    expect(await db.managementToken.count({ where: { orgId: org.id, revokedAt: null } })).toBe(0);
    expect(await db.invite.count({ where: { orgId: org.id, revokedAt: null } })).toBe(0);
  });

  test("needs somebody who may hold keys: no viewer, no stranger, not the one who goes", async () => {
    const { ctx, org, leaver } = await offboarding();
    const [viewer, stranger] = [await makeMember(org, "viewer"), await makeMember(await makeOrg(), "owner")];
    for (const { id } of [viewer, stranger, leaver]) {
      const attempt = removeMember(ctx, removal(leaver.id, { do: "transfer", toUserId: id }));
      await expect(attempt).rejects.toMatchObject({ fields: { toUserId: [expect.any(String)] } });
    }
    expect(await roleIn(org.id, leaver.id)).toBe("developer");
  });

  test("is for admins and owners, of an owner for owners only, and of nobody elsewhere", async () => {
    const { org, ctx, leaver, heir } = await offboarding();
    const keys = { do: "transfer", toUserId: heir.id } as const;
    const dev = await memberCtx(org, "developer", heir);
    expect(await outcomeOf(removeMember(dev, removal(leaver.id, keys)))).toBe("forbidden");
    expect(await outcomeOf(removeMember(await adminCtx(org), removal(ctx.actor.id, keys)))).toBe("forbidden");
    const elsewhere = await ownerCtx(await makeOrg());
    expect(await outcomeOf(removeMember(elsewhere, removal(leaver.id, keys)))).toBe("not_found");
    expect(await outcomeOf(previewRemoval(elsewhere, { userId: leaver.id }))).toBe("not_found");
    expect(await roleIn(org.id, leaver.id)).toBe("developer");
  });

  test("is all or nothing: when the audit row cannot be written they stay, and so do their keys", async () => {
    const { org, ctx, leaver, heir, keys } = await offboarding();
    const given = removal(leaver.id, { do: "rotate", toUserId: heir.id, overlapSeconds: 0 });
    await expect(whileAuditFails(() => removeMember(ctx, given))).rejects.toThrow();
    expect(await roleIn(org.id, leaver.id)).toBe("developer");
    expect(await keyRow(keys[0]?.id ?? "")).toMatchObject({ createdById: leaver.id, lastRotatedAt: null });
  });
});

test("who leaves hands their keys over, and the audit log says that they left", async () => {
  const { org, leaver, heir, keys } = await offboarding();
  const ctx = { ...(await memberCtx(org, "developer", leaver)), actor: { type: "user" as const, ...leaver } };
  expect(await previewRemoval(ctx, { userId: leaver.id })).toMatchObject({
    keys: 2,
    disabledKeys: 1,
    names: ["A", "B"],
  });
  await leaveOrg(ctx, { keys: { do: "transfer", toUserId: heir.id } });
  expect(await roleIn(org.id, leaver.id)).toBeUndefined();
  expect(await keyRow(keys[0]?.id ?? "")).toMatchObject({ createdById: heir.id });
  expect((await auditOf(leaver.id)).map(({ action }) => action)).toEqual(["member.left"]);
});
