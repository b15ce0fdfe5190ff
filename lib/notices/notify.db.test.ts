import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { NOW } from "@/test/clock";
import { makeMember, makeOrg, makeUser } from "@/test/factories";
import { notify } from "./notify";

const told = (orgId: string) =>
  db.notice
    .findMany({ where: { orgId }, select: { userId: true }, orderBy: { userId: "asc" } })
    .then((rows) => rows.map(({ userId }) => userId));

const about = (orgId: string, occurrence = "once") => ({
  orgId,
  kind: "key.expires_soon" as const,
  subject: "key_1",
  occurrence,
  data: { keyName: "Web", expiresAt: NOW.toISOString() },
  at: NOW,
});

test("an occurrence is told once, however many processes tell it at the same time", async () => {
  const org = await makeOrg();
  const members = [await makeMember(org, "owner"), await makeMember(org, "admin")];
  const tell = () => withTransaction((tx) => notify(tx, { ...about(org.id), role: "admin" }));
  const counts = await Promise.all([tell(), tell(), tell(), tell()]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(2);
  expect(await tell()).toBe(0);
  expect(await told(org.id)).toEqual(members.map(({ id }) => id).sort());
  await withTransaction((tx) => notify(tx, { ...about(org.id, "again"), role: "owner" }));
  expect(await told(org.id)).toHaveLength(3);
});

test("a role means everybody who holds at least that role", async () => {
  const org = await makeOrg();
  await makeMember(org, "viewer");
  const developer = await makeMember(org, "developer");
  const owner = await makeMember(org, "owner");
  await withTransaction((tx) => notify(tx, { ...about(org.id), role: "developer" }));
  expect(await told(org.id)).toEqual([developer.id, owner.id].sort());
});

test("who is no member or has a disabled account hears nothing", async () => {
  const org = await makeOrg();
  const stranger = await makeUser();
  const disabled = await makeMember(org, "owner");
  await db.user.update({ where: { id: disabled.id }, data: { disabledAt: NOW }, select: { id: true } });
  const count = await withTransaction((tx) =>
    notify(tx, { ...about(org.id), userIds: [stranger.id, disabled.id] }),
  );
  expect(count).toBe(0);
  expect(await told(org.id)).toEqual([]);
});

test("what is rolled back was never said", async () => {
  const org = await makeOrg();
  await makeMember(org, "owner");
  const attempt = withTransaction(async (tx) => {
    await notify(tx, { ...about(org.id), role: "viewer" });
    throw new Error("no");
  });
  await expect(attempt).rejects.toThrow("no");
  expect(await told(org.id)).toEqual([]);
});
