import { afterEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { listStoredMails } from "@/lib/mail/outbox";
import { NOW } from "@/test/clock";
import { requestCtx } from "@/test/contexts";
import { makeMember, makeOrg, makeStaff, type TestOrg, type TestUser } from "@/test/factories";
import { listNotices } from "./list";
import { notify } from "./notify";
import { notifyStaff } from "./notify-staff";
import { noticePreferences } from "./preferences";
import type { NoticeChoice } from "./schemas";
import { sendNoticeMails } from "./send-mails";
import { setNoticePreference } from "./set-preference";

afterEach(async () => {
  await db.notice.deleteMany();
});

const ctxOf = (user: TestUser) => ({ ...requestCtx(), actor: { type: "user" as const, ...user } });
const inOrg = (org: TestOrg) => ({ audience: "members" as const, orgId: org.id });
const KIND = "key.expires_soon";

async function scene() {
  const org = await makeOrg();
  const user = await makeMember(org, "developer");
  return { org, user, ctx: ctxOf(user), choose: choiceIn(org, user) };
}

const choiceIn = (org: TestOrg, user: TestUser) => (choice: Omit<NoticeChoice, "kind">) =>
  setNoticePreference(ctxOf(user), inOrg(org), { kind: KIND, ...choice });

/** What became of one notice: whether it is in the bell, and how many mails went out. */
async function hears(org: TestOrg, user: TestUser) {
  await withTransaction((tx) =>
    notify(tx, {
      orgId: org.id,
      userIds: [user.id],
      kind: KIND,
      subject: "key_1",
      occurrence: "once",
      data: { keyName: "Web", expiresAt: NOW.toISOString() },
      at: NOW,
    }),
  );
  await sendNoticeMails(() => NOW);
  const { unread, notices } = await listNotices(ctxOf(user), null);
  const mails = (await listStoredMails()).filter(({ to }) => to === user.email);
  expect(unread).toBe(notices.length);
  return [notices.length, mails.length];
}

test.each([
  [true, true, [1, 1]],
  [true, false, [1, 0]],
  [false, true, [0, 1]],
  [false, false, [0, 0]],
])("shown %s, mailed %s is what a person gets", async (isShown, isMailed, expected) => {
  const { org, user, choose } = await scene();
  await choose({ isShown, isMailed });
  expect(await hears(org, user)).toEqual(expected);
});

test("a choice is one person's, in one organization: neither a colleague nor another organization is touched", async () => {
  const { org, user, choose } = await scene();
  await choose({ isShown: false, isMailed: false });
  const colleague = await makeMember(org, "owner");
  expect(await hears(org, colleague)).toEqual([1, 1]);
  const other = await makeOrg();
  await makeMember(other, "owner", user);
  expect(await hears(other, user)).toEqual([1, 1]);
});

test("what was never chosen is as the kind says, and a choice taken back leaves no trace", async () => {
  const { org, ctx, choose } = await scene();
  const mine = async () => (await noticePreferences(ctx, inOrg(org))).find(({ kind }) => kind === KIND);
  const before = await mine();
  expect(before).toMatchObject({ isShown: true, isMailed: true, isAlwaysTold: false });
  await choose({ isShown: true, isMailed: false });
  expect(await mine()).toMatchObject({ isShown: true, isMailed: false });
  await choose({ isShown: true, isMailed: true });
  expect(await mine()).toEqual(before);
  expect(await db.noticePreference.count({ where: { orgId: org.id } })).toBe(0);
});

test("of a leak everybody hears, whatever they chose, and no such choice can be made", async () => {
  const { org, user, ctx } = await scene();
  const kind = "key.leak_reported";
  const silent = { kind, isShown: false, isMailed: false };
  await expect(setNoticePreference(ctx, inOrg(org), silent)).rejects.toMatchObject({ code: "invalid_input" });
  await expect(
    setNoticePreference(ctx, inOrg(org), { ...silent, kind: "constructor" }),
  ).rejects.toMatchObject({ code: "invalid_input" });
  await db.noticePreference.create({ data: { ...silent, userId: user.id, orgId: org.id } });
  const data = { keyName: "Web", reportedBy: "Ada", reportedAt: NOW.toISOString() };
  const about = { orgId: org.id, userIds: [user.id], subject: "key_1", occurrence: "once", at: NOW };
  expect(await withTransaction((tx) => notify(tx, { ...about, kind: "key.leak_reported", data }))).toBe(1);
  const shown = (await noticePreferences(ctx, inOrg(org))).find((one) => one.kind === kind);
  expect(shown).toMatchObject({ isShown: true, isMailed: true, isAlwaysTold: true });
});

test("staff choose for themselves as staff, which is no organization's", async () => {
  const org = await makeOrg();
  const staff = await makeStaff("operator");
  const choice = { kind: "support.escalated", isShown: true, isMailed: false };
  await setNoticePreference(ctxOf(staff), { audience: "staff" }, choice);
  const data = { orgName: org.name, ticket: "T-9", escalatedBy: "Sam" };
  const about = { orgId: org.id, subject: "snt_1", occurrence: "once", at: NOW, data };
  await withTransaction((tx) =>
    notifyStaff(tx, { ...about, permission: "support:act", kind: "support.escalated" }),
  );
  expect(await sendNoticeMails(() => NOW)).toBe(0);
  expect((await listNotices(ctxOf(staff), null, { audience: "staff" })).unread).toBe(1);
});

test("a page of one organization shows that organization's alone, unread or of one kind where asked", async () => {
  const { org, user, ctx } = await scene();
  await hears(org, user);
  const other = await makeOrg();
  await makeMember(other, "owner", user);
  await hears(other, user);
  const titles = async (filter: Parameters<typeof listNotices>[3]) =>
    (await listNotices(ctx, null, inOrg(org), filter)).notices.map(({ orgSlug }) => orgSlug);
  expect(await titles({ isUnreadOnly: false })).toEqual([org.slug]);
  expect(await titles({ isUnreadOnly: true, kind: KIND })).toEqual([org.slug]);
  expect(await titles({ isUnreadOnly: false, kind: "key.rotation_due" })).toEqual([]);
  await db.notice.updateMany({ where: { orgId: org.id }, data: { readAt: NOW } });
  expect(await titles({ isUnreadOnly: true })).toEqual([]);
  expect((await listNotices(ctx, null, inOrg(org))).unread).toBe(0);
});
