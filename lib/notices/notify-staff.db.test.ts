import { afterEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { listStoredMails } from "@/lib/mail/outbox";
import { NOW } from "@/test/clock";
import { memberCtx } from "@/test/contexts";
import { makeMember, makeOrg, makeUser, type TestOrg, type TestUser } from "@/test/factories";
import { listNotices } from "./list";
import { markNoticesRead } from "./mark-read";
import { notifyStaff } from "./notify-staff";
import { MarkNoticesReadInput } from "./schemas";
import { sendNoticeMails } from "./send-mails";

afterEach(async () => {
  await db.notice.deleteMany();
  await db.user.updateMany({ where: { staffRole: { not: null } }, data: { staffRole: null } });
});

async function makeStaff(staffRole: "support" | "operator"): Promise<TestUser> {
  const user = await makeUser();
  await db.user.update({ where: { id: user.id }, data: { staffRole }, select: { id: true } });
  return user;
}

const escalation = (org: TestOrg) => ({
  orgId: org.id,
  kind: "support.escalated" as const,
  subject: "snt_1",
  occurrence: "once",
  data: { orgName: org.name, ticket: "T-1", escalatedBy: "Sam" },
  at: NOW,
});

const told = async () =>
  (await db.notice.findMany({ select: { userId: true } })).map(({ userId }) => userId).sort();

test("staff who may do it are told once; who may not, whose account is disabled and who did it are not", async () => {
  const org = await makeOrg();
  await makeMember(org, "owner");
  await makeStaff("support");
  const [operator, author, disabled] = [
    await makeStaff("operator"),
    await makeStaff("operator"),
    await makeStaff("operator"),
  ];
  await db.user.update({ where: { id: disabled.id }, data: { disabledAt: NOW }, select: { id: true } });
  const tell = () =>
    withTransaction((tx) =>
      notifyStaff(tx, { permission: "qps:decide", exceptUserIds: [author.id], ...escalation(org) }),
    );
  expect((await Promise.all([tell(), tell(), tell()])).reduce((sum, count) => sum + count)).toBe(1);
  expect(await told()).toEqual([operator.id]);
});

test("support is told of what support may do, too", async () => {
  const org = await makeOrg();
  const both = [await makeStaff("support"), await makeStaff("operator")];
  await withTransaction((tx) => notifyStaff(tx, { permission: "support:act", ...escalation(org) }));
  expect(await told()).toEqual(both.map(({ id }) => id).sort());
});

test("what somebody is told as staff is in no bell of an organization, and neither bell marks the other's as read", async () => {
  const org = await makeOrg();
  const member = await makeMember(org, "owner");
  await db.user.update({ where: { id: member.id }, data: { staffRole: "operator" }, select: { id: true } });
  const { role: _role, org: _org, ...ctx } = await memberCtx(org, "owner", member);
  await withTransaction((tx) => notifyStaff(tx, { permission: "support:act", ...escalation(org) }));
  const reader = { ...ctx, actor: { type: "user" as const, ...member } };
  expect(await listNotices(reader, null)).toMatchObject({ unread: 0, notices: [] });
  const all = MarkNoticesReadInput.parse({ until: NOW.toISOString() });
  expect(await markNoticesRead(reader, all)).toBe(0);
  const staffBell = await listNotices(reader, null, { audience: "staff" });
  expect(staffBell.unread).toBe(1);
  expect(staffBell.notices[0]?.link.href).toBe("/staff/support");
  expect(await markNoticesRead(reader, all, { audience: "staff" })).toBe(1);
});

test("the mail leads to the staff's pages, and who is no staff any more gets none", async () => {
  const org = await makeOrg();
  const [operator, former] = [await makeStaff("operator"), await makeStaff("operator")];
  await withTransaction((tx) => notifyStaff(tx, { permission: "support:act", ...escalation(org) }));
  await db.user.update({ where: { id: former.id }, data: { staffRole: null }, select: { id: true } });
  expect(await sendNoticeMails(() => NOW)).toBe(1);
  const mails = (await listStoredMails()).filter(({ subject }) => subject.includes("T-1"));
  expect(mails.map(({ to }) => to)).toEqual([operator.email]);
  expect(mails[0]?.text).toContain("/staff/support");
});
