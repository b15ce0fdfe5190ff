import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { listStoredMails } from "@/lib/mail/outbox";
import type { OrgContext, UserContext } from "@/lib/orgs/context";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { adminCtx, developerCtx, ownerCtx, requestCtx, viewerCtx } from "@/test/contexts";
import { makeMember, makeOrg, makeUser, type TestUser } from "@/test/factories";
import { makePerson, outcomeOf } from "@/test/people";
import { auditOf } from "@/test/traces";
import { acceptInvite } from "./accept-invite";
import { changeRole } from "./change-role";
import { findInvite } from "./find-invite";
import { inviteMember } from "./invite";
import { listInvites } from "./list-invites";
import { listMyInvites } from "./list-my-invites";
import type { Role } from "./permissions";
import { resendInvite } from "./resend-invite";
import { revokeInvite } from "./revoke-invite";
import { AcceptInviteInput, INVITE_DAYS } from "./schemas";

const DAY_MS = 86_400_000;

async function mailsTo(email: string) {
  return (await listStoredMails()).filter((mail) => mail.to === email).reverse();
}

/** Invites a new person; answers them and the token of the link they got. */
async function invited(ctx: OrgContext, role: Role = "developer", person?: TestUser) {
  const who = person ?? (await makeUser());
  const { inviteId } = await inviteMember(ctx, { email: who.email, role });
  return { who, inviteId, token: await newestToken(who.email) };
}

async function newestToken(email: string): Promise<string> {
  const [, token = ""] = /invite\?token=([\w-]{43})/.exec((await mailsTo(email)).at(-1)?.text ?? "") ?? [];
  return token;
}

const as = (user: TestUser, now = NOW): UserContext => ({
  ...requestCtx(),
  now,
  actor: { type: "user", ...user },
  sessionId: "ses_0000000000000000000000",
});
const byLink = (token: string) => AcceptInviteInput.parse({ by: { kind: "link", token } });
const byId = (inviteId: string) => AcceptInviteInput.parse({ by: { kind: "id", inviteId } });
const roleIn = async (orgId: string, userId: string) =>
  (await db.membership.findUnique({ where: { orgId_userId: { orgId, userId } } }))?.role;

describe("an invitation", () => {
  test("leads its address into the organization with the role it names, once, with audit rows", async () => {
    const ctx = await adminCtx(await makeOrg());
    const { who, inviteId, token } = await invited(ctx);
    expect(await findInvite(token, NOW)).toEqual({
      orgName: ctx.org.name,
      email: who.email,
      role: "developer",
    });
    expect(await acceptInvite(as(who), byLink(token))).toEqual({ slug: ctx.org.slug });
    expect(await roleIn(ctx.org.id, who.id)).toBe("developer");
    expect((await auditOf(inviteId)).map(({ action }) => action)).toEqual(["member.invited"]);
    expect(await auditOf(who.id)).toEqual([
      expect.objectContaining({ chain: ctx.org.id, action: "member.joined", actorId: who.id }),
    ]);
    expect(await outcomeOf(acceptInvite(as(who), byLink(token)))).toBe("link_invalid");
    expect(await findInvite(token, NOW)).toBeNull();
  });

  test("of many uses at once works for one", async () => {
    const { who, token } = await invited(await ownerCtx(await makeOrg()));
    const outcomes = await Promise.all(
      [1, 2, 3, 4].map(() => outcomeOf(acceptInvite(as(who), byLink(token)))),
    );
    expect(outcomes.sort()).toEqual(["link_invalid", "link_invalid", "link_invalid", "ok"]);
  });

  test("works for nobody but the address it was sent to, by link or by ID", async () => {
    const ctx = await ownerCtx(await makeOrg());
    const { inviteId, token } = await invited(ctx);
    const other = await makeUser();
    expect(await outcomeOf(acceptInvite(as(other), byLink(token)))).toBe("forbidden");
    expect(await outcomeOf(acceptInvite(as(other), byId(inviteId)))).toBe("link_invalid");
    expect(await listMyInvites(as(other))).toEqual([]);
    expect(await roleIn(ctx.org.id, other.id)).toBeUndefined();
  });

  test("waits for who signs up with its address, and shows only once that address is confirmed", async () => {
    const ctx = await ownerCtx(await makeOrg());
    const person = await makePerson({ verified: false });
    const { inviteId } = await invited(ctx, "viewer", person);
    expect(await listMyInvites(as(person))).toEqual([]);
    expect(await outcomeOf(acceptInvite(as(person), byId(inviteId)))).toBe("email_not_verified");
    await db.user.update({ where: { id: person.id }, data: { emailVerifiedAt: NOW }, select: { id: true } });
    expect(await listMyInvites(as(person))).toEqual([{ inviteId, orgName: ctx.org.name, role: "viewer" }]);
    await acceptInvite(as(person), byId(inviteId));
    expect(await listMyInvites(as(person))).toEqual([]);
  });

  test("runs out, to the millisecond, and lives again with a new link when it is sent again", async () => {
    const ctx = await ownerCtx(await makeOrg());
    const { who, inviteId, token } = await invited(ctx);
    const end = new Date(NOW.getTime() + INVITE_DAYS * DAY_MS);
    expect(await findInvite(token, new Date(end.getTime() - 1))).not.toBeNull();
    expect(await findInvite(token, end)).toBeNull();
    expect(await outcomeOf(acceptInvite(as(who, end), byLink(token)))).toBe("link_invalid");
    expect(await listInvites({ ...ctx, now: end })).toMatchObject([{ inviteId, isOver: true }]);

    expect(await resendInvite({ ...ctx, now: end }, { inviteId })).toEqual({ inviteId, isMailed: true });
    const renewed = await newestToken(who.email);
    expect(renewed).not.toBe(token);
    expect(await findInvite(token, end)).toBeNull();
    await acceptInvite(as(who, end), byLink(renewed));
  });

  test("that was revoked leads nowhere, also for who holds the link already", async () => {
    const ctx = await ownerCtx(await makeOrg());
    const { who, inviteId, token } = await invited(ctx);
    await revokeInvite(ctx, { inviteId });
    expect(await outcomeOf(acceptInvite(as(who), byLink(token)))).toBe("link_invalid");
    expect(await outcomeOf(revokeInvite(ctx, { inviteId }))).toBe("not_found");
    expect(await listInvites(ctx)).toEqual([]);
  });

  test("dies with the rights of who sent it", async () => {
    const org = await makeOrg();
    const [owner, admin] = [await ownerCtx(org), await adminCtx(org)];
    const { who, token } = await invited(admin);
    await changeRole(owner, { userId: admin.actor.id, from: "admin", to: "developer" });
    expect(await outcomeOf(acceptInvite(as(who), byLink(token)))).toBe("link_invalid");
  });

  test("leaves a member's role as it is", async () => {
    const org = await makeOrg();
    const ctx = await ownerCtx(org);
    const { who, token } = await invited(ctx, "owner");
    await makeMember(org, "viewer", who);
    await acceptInvite(as(who), byLink(token));
    expect(await roleIn(org.id, who.id)).toBe("viewer");
  });
});

describe("inviting", () => {
  test("answers and mails the same whether or not the address has an account", async () => {
    const ctx = await ownerCtx(await makeOrg());
    const known = (await makeUser()).email;
    const unknown = "nobody-has-this@example.test";
    const [one, two] = [known, unknown].map((email) => inviteMember(ctx, { email, role: "viewer" }));
    expect(Object.keys((await one) ?? {})).toEqual(Object.keys((await two) ?? {}));
    const words = async (email: string) =>
      (await mailsTo(email)).map(({ subject, text }) => [subject, text.replace(/token=\S+/, "")]);
    expect(await words(known)).toEqual(await words(unknown));
  });

  test("takes an admin up to admin, an owner up to owner, and nobody else anywhere", async () => {
    const org = await makeOrg();
    const attempt = async (ctx: OrgContext, role: Role) =>
      outcomeOf(inviteMember(ctx, { email: (await makeUser()).email, role }).then(() => undefined));
    expect(await attempt(await adminCtx(org), "admin")).toBe("ok");
    expect(await attempt(await adminCtx(org), "owner")).toBe("forbidden");
    expect(await attempt(await ownerCtx(org), "owner")).toBe("ok");
    expect(await attempt(await developerCtx(org), "viewer")).toBe("forbidden");
    expect(await attempt(await viewerCtx(org), "viewer")).toBe("forbidden");
  });

  test("an admin can neither send again nor revoke the invitation of an owner", async () => {
    const org = await makeOrg();
    const { inviteId } = await invited(await ownerCtx(org), "owner");
    const admin = await adminCtx(org);
    expect(await outcomeOf(resendInvite(admin, { inviteId }))).toBe("forbidden");
    expect(await outcomeOf(revokeInvite(admin, { inviteId }))).toBe("forbidden");
  });

  test("a member, or the same address twice, is refused at the field, also when both ask at once", async () => {
    const org = await makeOrg();
    const ctx = await ownerCtx(org);
    const member = await makeMember(org, "viewer");
    await expect(inviteMember(ctx, { email: member.email, role: "viewer" })).rejects.toMatchObject({
      fields: { email: [expect.stringContaining("member already")] },
    });
    const email = (await makeUser()).email;
    const outcomes = await Promise.all(
      [1, 2].map(() => outcomeOf(inviteMember(ctx, { email, role: "viewer" }))),
    );
    expect(outcomes.sort()).toEqual(["invalid_input", "ok"]);
  });

  test("another organization's invitation is not found, and stays as it is", async () => {
    const { who, inviteId, token } = await invited(await ownerCtx(await makeOrg()));
    const stranger = await ownerCtx(await makeOrg());
    expect(await outcomeOf(resendInvite(stranger, { inviteId }))).toBe("not_found");
    expect(await outcomeOf(revokeInvite(stranger, { inviteId }))).toBe("not_found");
    expect(await listInvites(stranger)).toEqual([]);
    await acceptInvite(as(who), byLink(token));
  });

  test("leaves nothing and mails nobody when the audit row cannot be written", async () => {
    const ctx = await ownerCtx(await makeOrg());
    const { email } = await makeUser();
    await expect(whileAuditFails(() => inviteMember(ctx, { email, role: "viewer" }))).rejects.toThrow();
    expect(await listInvites(ctx)).toEqual([]);
    expect(await mailsTo(email)).toEqual([]);
  });

  test("floods nobody's mailbox", async () => {
    const ctx = await ownerCtx(await makeOrg());
    const { inviteId } = await invited(ctx);
    const outcomes = [];
    for (let n = 0; n < 5; n += 1) outcomes.push(await outcomeOf(resendInvite(ctx, { inviteId })));
    expect(outcomes).toContain("too_many_attempts");
  });

  test("puts no address that the organization chose into a mail as something to click", async () => {
    const ctx = await ownerCtx(await makeOrg({ name: "Win at evil.example/prize" }));
    const { who } = await invited(ctx);
    expect((await mailsTo(who.email))[0]?.text).toContain("“Win at evil example prize”");
  });
});
