import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { NOW } from "@/test/clock";
import { memberCtx } from "@/test/contexts";
import { makeMember, makeOrg, type TestOrg, type TestUser } from "@/test/factories";
import { listNotices } from "./list";
import { markNoticesRead } from "./mark-read";
import { notify } from "./notify";
import { MarkNoticesReadInput, NoticesPage } from "./schemas";

async function scene() {
  const org = await makeOrg();
  const member = await makeMember(org, "developer");
  const { role: _role, org: _org, ...ctx } = await memberCtx(org, "developer", member);
  return { org, member, ctx: { ...ctx, actor: { type: "user" as const, ...member } } };
}

function tell(org: TestOrg, members: readonly TestUser[], keyName: string, minute = 0) {
  const userIds = members.map(({ id }) => id);
  const data = { keyName, expiresAt: NOW.toISOString() };
  const at = new Date(NOW.getTime() + minute * 60_000);
  const about = { kind: "key.expires_soon" as const, subject: "key_1", occurrence: keyName, data, at };
  return withTransaction((tx) => notify(tx, { orgId: org.id, userIds, ...about }));
}

const mark = (ctx: Parameters<typeof markNoticesRead>[0], input: object) =>
  markNoticesRead(ctx, MarkNoticesReadInput.parse(input));

test("notices come the latest first and page by page, without a gap or a double", async () => {
  const { org, member, ctx } = await scene();
  // Twice as many as minutes: those of one minute are told apart, too.
  for (let n = 0; n < 45; n += 1) await tell(org, [member], `Key ${n}`, Math.floor(n / 2));
  const titles: string[] = [];
  let after: string | null = null;
  do {
    const page: NoticesPage = NoticesPage.parse(await listNotices(ctx, after));
    expect(page.unread).toBe(45);
    titles.push(...page.notices.map(({ title }) => title));
    after = page.next;
  } while (after !== null);
  expect(new Set(titles).size).toBe(45);
  expect(titles[0]).toContain("Key 44");
  await expect(listNotices(ctx, "1.2.3")).rejects.toMatchObject({ code: "invalid_input" });
});

test("nobody sees or marks somebody else's notices", async () => {
  const { org, member, ctx } = await scene();
  const other = await makeMember(org, "owner");
  await tell(org, [other], "Web");
  expect((await listNotices(ctx, null)).notices).toEqual([]);
  const theirs = await db.notice.findFirstOrThrow({ where: { userId: other.id }, select: { id: true } });
  expect(await mark(ctx, { ids: [theirs.id], until: NOW.toISOString() })).toBe(0);
  expect(await db.notice.count({ where: { userId: other.id, readAt: null } })).toBe(1);
  expect(member.id).not.toBe(other.id);
});

test("who leaves an organization loses its notices", async () => {
  const { org, member, ctx } = await scene();
  await tell(org, [member], "Web");
  expect((await listNotices(ctx, null)).unread).toBe(1);
  await db.membership.deleteMany({ where: { userId: member.id } });
  expect(await listNotices(ctx, null)).toMatchObject({ unread: 0, notices: [] });
});

test("marking all leaves what came after the page was read", async () => {
  const { org, member, ctx } = await scene();
  await tell(org, [member], "A");
  await tell(org, [member], "B", 5);
  expect(await mark(ctx, { until: NOW.toISOString() })).toBe(1);
  const { notices, unread } = await listNotices(ctx, null);
  expect(unread).toBe(1);
  expect(notices.map(({ isRead }) => isRead)).toEqual([false, true]);
  expect(await mark(ctx, { ids: notices.map(({ id }) => id) })).toBe(1);
});
