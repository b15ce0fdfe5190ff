import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { NOW } from "@/test/clock";
import { memberCtx, ownerCtx } from "@/test/contexts";
import { makeKey, makeMember, makeOrg, type TestOrg, type TestUser } from "@/test/factories";
import { hoursLater, noteUse, rotateFor, secretsOf } from "@/test/rotations";
import { auditOf } from "@/test/traces";
import { copySecret } from "./copy-secret";
import { remindOfEnds, remindOfOldSecrets } from "./remind-of-ends";
import { followRotationPolicies } from "./rotation-policy";

const DAY_MS = 86_400_000;
const days = (count: number) => new Date(NOW.getTime() + count * DAY_MS);

async function scene(org?: Prisma.OrgUpdateInput) {
  const made = await makeOrg();
  if (org) await db.org.update({ where: { id: made.id }, data: org, select: { id: true } });
  const owner = await makeMember(made, "owner");
  const creator = await makeMember(made, "developer");
  return { org: made, owner, creator };
}

function keyOf(org: TestOrg, createdBy: TestUser, data: Prisma.KeyUpdateInput = {}) {
  return makeKey({ org, createdBy, createdAt: days(-400) }).then(async (key) => {
    await db.key.update({ where: { id: key.id }, data, select: { id: true } });
    return key;
  });
}

/** Who was told what about a thing, in order. */
async function toldAbout(subject: string) {
  const rows = await db.notice.findMany({
    where: { subject },
    select: { kind: true, userId: true, createdAt: true },
    orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
  });
  return rows.map(({ kind, userId, createdAt }) => [
    kind,
    userId,
    (createdAt.getTime() - NOW.getTime()) / DAY_MS,
  ]);
}

test("a key's end is told 14, 7 and 1 days ahead, once each, however often and in how many processes the job runs", async () => {
  const { org, owner, creator } = await scene();
  const key = await keyOf(org, creator, { expiresAt: days(20) });
  for (let day = 0; day <= 21; day += 1)
    await Promise.all([remindOfEnds(days(day)), remindOfEnds(days(day)), remindOfEnds(days(day))]);
  const kind = "key.expires_soon";
  const last = [creator.id, owner.id].sort().map((id) => [kind, id, 19]);
  expect(await toldAbout(key.id)).toEqual([[kind, creator.id, 6], [kind, creator.id, 13], ...last]);
});

test("a job that was away tells only the stage that holds now; a date that moves is told again", async () => {
  const { org, creator } = await scene();
  const key = await keyOf(org, creator, { expiresAt: days(3) });
  await remindOfEnds(NOW);
  await remindOfEnds(NOW);
  expect(await toldAbout(key.id)).toHaveLength(1);
  await db.key.update({ where: { id: key.id }, data: { expiresAt: days(10) }, select: { id: true } });
  await remindOfEnds(NOW);
  expect(await toldAbout(key.id)).toHaveLength(2);
});

test("disabled, deleted and ended keys are not spoken of", async () => {
  const { org, creator } = await scene({ rotateEveryDays: 30 });
  const still = [
    await keyOf(org, creator, { expiresAt: days(3), disabledAt: NOW, disabledBy: "customer" }),
    await keyOf(org, creator, { expiresAt: days(3), deletedAt: NOW }),
    await keyOf(org, creator, { expiresAt: days(-1) }),
  ];
  await remindOfEnds(NOW);
  await followRotationPolicies(NOW);
  for (const { id } of still) expect(await toldAbout(id)).toEqual([]);
});

test("who made a key and has left, or may not rotate any more, is replaced by the admins", async () => {
  const { org, owner } = await scene();
  const viewer = await makeMember(org, "viewer");
  const key = await keyOf(org, viewer, { expiresAt: days(10) });
  await remindOfEnds(NOW);
  expect(await toldAbout(key.id)).toEqual([["key.expires_soon", owner.id, 0]]);
});

test("a key under a policy is due so many days after its last rotation; people are told and nothing happens by itself", async () => {
  const { org, creator } = await scene({ rotateEveryDays: 90 });
  const key = await keyOf(org, creator, { lastRotatedAt: days(-80) });
  for (let day = 0; day <= 40; day += 1) await followRotationPolicies(days(day));
  expect((await toldAbout(key.id)).map(([, , day]) => day)).toEqual([0, 3, 9, 9, 10, 10]);
  expect((await secretsOf(key)).map(({ status }) => status)).toEqual(["current"]);
});

test("where the organization chose it a due key rotates once, with 48 hours and a notice, and its secret can be fetched", async () => {
  const { org, owner, creator } = await scene({ rotateEveryDays: 90, autoRotate: true });
  const key = await keyOf(org, creator, { lastRotatedAt: days(-76) });
  for (const day of [0, 7, 13]) expect((await followRotationPolicies(days(day))).rotated).toBe(0);
  const runs = await Promise.all([1, 2, 3].map(() => followRotationPolicies(days(14))));
  expect(runs.reduce((sum, { rotated }) => sum + rotated, 0)).toBe(1);
  expect(await secretsOf(key)).toEqual([
    expect.objectContaining({ status: "retiring", retiresAt: days(16) }),
    expect.objectContaining({ status: "current", isKept: true }),
  ]);
  expect(await auditOf(key.id)).toEqual([
    expect.objectContaining({
      action: "key.rotated",
      actorId: "rotation-policy",
      reason: "Rotation policy: every 90 days.",
    }),
  ]);
  expect((await toldAbout(key.id)).slice(-2).map(([kind]) => kind)).toEqual([
    "key.rotated_by_policy",
    "key.rotated_by_policy",
  ]);
  const { secret } = await copySecret(await memberCtx(org, "owner", owner), { keyId: key.id });
  expect(secret).not.toBe(key.plaintext);
});

test("a policy that begins today rotates no key today: people know for a week first", async () => {
  const { org, creator } = await scene({ rotateEveryDays: 90, autoRotate: true });
  const key = await keyOf(org, creator);
  expect(await followRotationPolicies(NOW)).toMatchObject({ rotated: 0 });
  expect(await toldAbout(key.id)).toHaveLength(2);
  expect(await followRotationPolicies(days(6.9))).toMatchObject({ rotated: 0 });
  expect(await followRotationPolicies(days(7))).toMatchObject({ rotated: 1 });
});

test("an organization that shows secrets once is reminded, and nothing rotates by itself", async () => {
  const { org, creator } = await scene({ rotateEveryDays: 90, autoRotate: true, showSecretsOnce: true });
  const key = await keyOf(org, creator);
  for (const day of [0, 7, 30]) expect((await followRotationPolicies(days(day))).rotated).toBe(0);
  const [notice] = await db.notice.findMany({ where: { subject: key.id }, select: { data: true } });
  expect(notice?.data).toMatchObject({ rotatesItselfAt: null });
  expect((await secretsOf(key)).map(({ status }) => status)).toEqual(["current"]);
});

test("a rotation under way is left to end before the policy rotates again", async () => {
  const { org, creator, owner } = await scene({ rotateEveryDays: 1, autoRotate: true });
  const key = await keyOf(org, creator);
  await rotateFor(await memberCtx(org, "owner", owner), key, { hours: 48 });
  await followRotationPolicies(days(1));
  expect((await secretsOf(key)).map(({ status }) => status)).toEqual(["retiring", "current"]);
});

test("an old secret that is still used is told 24 hours and one hour before it ends; one that is not is not", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const [used, quiet] = [await makeKey({ org }), await makeKey({ org })];
  for (const key of [used, quiet]) await rotateFor(ctx, key, { hours: 48 });
  const at = (hours: number) => hoursLater(ctx, hours).now;
  await noteUse(used, used.secretId, at(23.9));
  await Promise.all([remindOfOldSecrets(at(24)), remindOfOldSecrets(at(24))]);
  expect(await toldAbout(used.id)).toHaveLength(1);
  await db.secretLastUsed.update({ where: { secretId: used.secretId }, data: { at: at(46.9) } });
  await remindOfOldSecrets(at(47));
  await remindOfOldSecrets(at(47.5));
  expect(await toldAbout(used.id)).toHaveLength(2);
  expect(await toldAbout(quiet.id)).toEqual([]);
});
