import { afterEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env";
import { listStoredMails } from "@/lib/mail/outbox";
import { NOW } from "@/test/clock";
import { makeMember, makeOrg, type TestOrg, type TestUser } from "@/test/factories";
import { notify } from "./notify";
import { sendNoticeMails } from "./send-mails";

const after = (minutes: number) => () => new Date(NOW.getTime() + minutes * 60_000);

afterEach(async () => {
  delete env().SMTP_URL;
  await db.notice.deleteMany();
});

function tell(org: TestOrg, member: TestUser, keyName: string, at = NOW) {
  const about = { orgId: org.id, userIds: [member.id], kind: "key.expires_soon" as const };
  const data = { keyName, expiresAt: "2026-03-09T12:00:00.000Z" };
  return withTransaction((tx) =>
    notify(tx, { ...about, subject: `key_${keyName}`, occurrence: "1", data, at }),
  );
}

const mailsTo = async ({ email }: TestUser) => (await listStoredMails()).filter(({ to }) => to === email);

async function scene() {
  const org = await makeOrg();
  return { org, member: await makeMember(org, "developer") };
}

test("a mail is sent once, however often and in how many processes the job runs", async () => {
  const { org, member } = await scene();
  await tell(org, member, "Web");
  const sent = await Promise.all([1, 2, 3, 4].map(() => sendNoticeMails(after(0))));
  expect(sent.reduce((sum, count) => sum + count)).toBe(1);
  expect(await sendNoticeMails(after(60))).toBe(0);
  const [mail, ...others] = await mailsTo(member);
  expect(others).toEqual([]);
  expect(mail?.subject).toBe("“Web” expires soon");
  expect(mail?.text).toContain("Expires: 9 March 2026 at 12:00 UTC.");
  expect(mail?.text).toContain(`${env().PUBLIC_URL}/o/${org.slug}/keys/key_Web/edit`);
});

test("a process that died between sending and marking is made up for without a second mail", async () => {
  const { org, member } = await scene();
  await tell(org, member, "Web");
  await sendNoticeMails(after(0));
  // As it was before the mark.
  await db.notice.updateMany({ data: { mailedAt: null, mailDueAt: after(5)() } });
  expect(await sendNoticeMails(after(4))).toBe(0);
  expect(await sendNoticeMails(after(5))).toBe(1);
  expect(await mailsTo(member)).toHaveLength(1);
});

test("what happened at one moment is one mail, whatever comes later another", async () => {
  const { org, member } = await scene();
  for (const name of ["A", "B", "C"]) await tell(org, member, name);
  await tell(org, member, "D", after(1)());
  await sendNoticeMails(after(1));
  const mails = await mailsTo(member);
  expect(mails.map(({ subject }) => subject).sort()).toEqual([
    `3 things to know about your keys at ${org.name}`,
    "“D” expires soon",
  ]);
});

test("a mail server that is away is tried again, ever more rarely, and given up after three days", async () => {
  const { org, member } = await scene();
  env().SMTP_URL = "smtp://127.0.0.1:1";
  await tell(org, member, "Web");
  let tries = 0;
  for (let minute = 0; minute < 5 * 24 * 60; minute += 30) {
    await sendNoticeMails(after(minute)).catch(() => {
      tries += 1;
    });
  }
  expect(tries).toBeGreaterThan(10);
  expect(tries).toBeLessThan(25);
  expect(await db.notice.count({ where: { mailDueAt: { not: null } } })).toBe(0);
});

test("who has read it or has left gets no mail", async () => {
  const { org, member } = await scene();
  const leaver = await makeMember(org, "developer");
  await tell(org, member, "Web");
  await tell(org, leaver, "Web");
  await db.notice.updateMany({ where: { userId: member.id }, data: { readAt: NOW } });
  await db.membership.deleteMany({ where: { userId: leaver.id } });
  expect(await sendNoticeMails(after(0))).toBe(0);
  expect(await db.notice.count({ where: { mailDueAt: { not: null } } })).toBe(0);
});
