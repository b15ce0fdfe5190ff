import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { inviteMember } from "@/lib/members/invite";
import { resendInviteAsStaff } from "@/lib/members/resend-invite-as-staff";
import type { StaffContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { ownerCtx, staffCtx } from "@/test/contexts";
import { makeKey, makeMember, makeOrg, type TestKey, type TestOrg } from "@/test/factories";
import { auditOf, changesOf } from "@/test/traces";
import { listNotes, listOpenEscalations, resolveEscalation, writeNote } from "./notes";
import { NoteInput, StartLeakInput, SwitchKeyInput } from "./schemas";
import { disableForTicket, enableForTicket, startLeakForTicket } from "./switch-key";

const TICKET = "SUP-1042";

let org: TestOrg;
let key: TestKey;
let support: StaffContext;
beforeEach(async () => {
  [org, support] = [await makeOrg(), await staffCtx("support")];
  key = await makeKey({ org, createdBy: await makeMember(org, "developer") });
});

const switching = (reason = "Unusual traffic.") =>
  SwitchKeyInput.parse({ keyId: key.id, ticket: TICKET, reason });
const stateOf = ({ id }: TestKey) =>
  db.key.findUniqueOrThrow({
    where: { id },
    select: { disabledBy: true, disabledReason: true, leakedAt: true },
  });

describe("disabling a key for a ticket", () => {
  test("tells every edge, and the customer why and for which ticket; enabling takes it back", async () => {
    await disableForTicket(support, switching());
    expect(await stateOf(key)).toMatchObject({
      disabledBy: "staff",
      disabledReason: `Unusual traffic. (ticket ${TICKET})`,
    });
    expect(await changesOf(key.id)).toBe(1);
    await enableForTicket(support, switching("All is well."));
    expect(await stateOf(key)).toMatchObject({ disabledBy: null, disabledReason: null });
    expect((await auditOf(key.id)).map(({ chain, action, reason }) => [chain, action, reason])).toEqual([
      [org.id, "key.disabled", `Unusual traffic. (ticket ${TICKET})`],
      [org.id, "key.enabled", `All is well. (ticket ${TICKET})`],
    ]);
  });

  test("keeps the ticket whole beside the longest reason", async () => {
    await disableForTicket(support, switching("x".repeat(500)));
    const { disabledReason } = await stateOf(key);
    expect(disabledReason).toHaveLength(500);
    expect(disabledReason).toMatch(/x \(ticket SUP-1042\)$/);
  });

  test("needs a reason, and a ticket that is one", () => {
    const given = { keyId: key.id, ticket: TICKET, reason: "Unusual traffic." };
    expect(SwitchKeyInput.safeParse({ ...given, reason: " " }).success).toBe(false);
    for (const ticket of ["", "a b", "<b>", "x".repeat(41), key.plaintext])
      expect(SwitchKeyInput.safeParse({ ...given, ticket }).success).toBe(false);
  });
});

describe("a leak procedure", () => {
  const leak = (over: object = {}) =>
    StartLeakInput.parse({ keyId: key.id, ticket: TICKET, note: "In a public repository.", ...over });

  test("marks the key, tells its admins and its creator, and stops it only when asked to", async () => {
    const admin = await makeMember(org, "admin");
    const viewer = await makeMember(org, "viewer");
    await startLeakForTicket(support, leak());
    expect(await stateOf(key)).toMatchObject({ leakedAt: support.now, disabledBy: null });
    const told = await db.notice.findMany({
      where: { orgId: org.id, kind: "key.leak_reported" },
      select: { userId: true, data: true },
    });
    expect(told.map(({ userId }) => userId)).toContain(admin.id);
    expect(told.map(({ userId }) => userId)).not.toContain(viewer.id);
    expect(told).toHaveLength(2);
    expect(told[0]?.data).toMatchObject({ reportedBy: expect.stringMatching(/ support$/) });
  });

  test("with a stop is all or nothing", async () => {
    await startLeakForTicket(support, leak({ isDisabled: true }));
    expect(await stateOf(key)).toMatchObject({ leakedAt: support.now, disabledBy: "staff" });
    const other = await makeKey({ org, state: "disabled_by_staff" });
    const input = leak({ keyId: other.id, isDisabled: true });
    await expect(startLeakForTicket(support, input)).rejects.toMatchObject({ code: "already_disabled" });
    expect(await stateOf(other)).toMatchObject({ leakedAt: null });
  });
});

describe("a note", () => {
  const note = (over: object = {}) =>
    NoteInput.parse({ orgId: org.id, ticket: TICKET, body: "Asked for the domain.", ...over });

  test("is seen by colleagues, never in the customer's log, and holds no secret", async () => {
    const { noteId } = await writeNote(
      support,
      note({ keyId: key.id, body: `Sent ${key.plaintext} by mail.` }),
    );
    const [found] = await listNotes(await staffCtx("operator"), { orgId: org.id, keyId: key.id });
    expect(found).toMatchObject({
      id: noteId,
      ticket: TICKET,
      author: support.actor.name,
      isEscalation: false,
    });
    expect(found?.body).toBe("Sent kw_redacted by mail.");
    expect((await auditOf(noteId)).map(({ chain, action }) => [chain, action])).toEqual([
      ["provider", "support.note_written"],
    ]);
  });

  test("is about a customer's own key only", async () => {
    const foreign = await makeKey({ org: await makeOrg() });
    for (const over of [{ keyId: foreign.id }, { orgId: newId("org") }])
      await expect(writeNote(support, note(over))).rejects.toMatchObject({ code: "not_found" });
    expect(await listNotes(support, { orgId: org.id })).toEqual([]);
  });

  test("that escalates tells operators, waits for one of them, and only they resolve it, once", async () => {
    const operator = await staffCtx("operator");
    const { noteId } = await writeNote(support, note({ isEscalation: true }));
    const told = await db.notice.findMany({ where: { subject: noteId }, select: { userId: true } });
    expect(told.map(({ userId }) => userId)).toContain(operator.actor.id);
    expect(told.map(({ userId }) => userId)).not.toContain(support.actor.id);
    const waits = async () => (await listOpenEscalations(support)).some(({ id }) => id === noteId);
    expect(await waits()).toBe(true);
    await expect(resolveEscalation(support, { noteId })).rejects.toMatchObject({ code: "forbidden" });
    await resolveEscalation(operator, { noteId });
    expect(await waits()).toBe(false);
    await expect(resolveEscalation(operator, { noteId })).rejects.toMatchObject({ code: "not_found" });
  });

  test("is not kept when the audit log cannot be written", async () => {
    await expect(whileAuditFails(() => writeNote(support, note({ isEscalation: true })))).rejects.toThrow();
    expect(await listNotes(support, { orgId: org.id })).toEqual([]);
    expect(await db.notice.count({ where: { orgId: org.id } })).toBe(0);
  });
});

describe("an invitation that is sent again", () => {
  async function invited(): Promise<{ inviteId: string; tokenHash: string }> {
    const { inviteId } = await inviteMember(await ownerCtx(org), {
      email: `${newId("user").toLowerCase()}@example.test`,
      role: "viewer",
    });
    return { inviteId, tokenHash: await hashOf(inviteId) };
  }
  const hashOf = async (id: string) => {
    const { tokenHash } = await db.invite.findUniqueOrThrow({ where: { id }, select: { tokenHash: true } });
    return Buffer.from(tokenHash).toString("hex");
  };

  test("gets a new link, and the customer's log says by whom and for which ticket", async () => {
    const { inviteId, tokenHash } = await invited();
    await resendInviteAsStaff(support, { orgId: org.id, inviteId, reason: `Ticket ${TICKET}` });
    expect(await hashOf(inviteId)).not.toBe(tokenHash);
    expect((await auditOf(inviteId)).at(-1)).toMatchObject({
      chain: org.id,
      actorId: support.actor.id,
      action: "member.invite_resent",
      reason: `Ticket ${TICKET}`,
    });
  });

  test("is found under its own organization only, and keeps its link when the audit log cannot be written", async () => {
    const { inviteId, tokenHash } = await invited();
    const other = await makeOrg();
    const resend = (orgId: string) => resendInviteAsStaff(support, { orgId, inviteId, reason: "Ticket 1" });
    await expect(resend(other.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(whileAuditFails(() => resend(org.id))).rejects.toThrow();
    expect(await hashOf(inviteId)).toBe(tokenHash);
  });
});
