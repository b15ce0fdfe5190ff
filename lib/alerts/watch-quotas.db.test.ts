import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/std/id";
import { DAY_MS, MINUTE_MS } from "@/lib/usage/units";
import { NOW } from "@/test/clock";
import { ownerCtx } from "@/test/contexts";
import { makeKey, makeOrg } from "@/test/factories";
import { countMinutes, firstAccepted } from "./testing/usage-rows";
import { watchQuotas } from "./watch-quotas";
import { watchUnused } from "./watch-unused";

const at = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE_MS);
let ctx: Awaited<ReturnType<typeof ownerCtx>>;

beforeAll(async () => {
  ctx = await ownerCtx(await makeOrg());
});

const told = async (keyId: string) => {
  const alerts = await db.alert.findMany({
    where: { keyId },
    select: { kind: true, data: true },
    orderBy: { at: "asc" },
  });
  return alerts.map(({ kind, data }) => [kind, Reflect.get(data as object, "stage")]);
};

async function keyWithQuota() {
  const key = await makeKey({ org: ctx.org, createdBy: ctx.actor });
  await db.limit.create({
    data: {
      id: newId("limit"),
      orgId: ctx.org.id,
      keyId: key.id,
      kind: "day",
      unit: "requests",
      value: 100n,
      source: "customer",
      createdById: ctx.actor.id,
      from: new Date(NOW.getTime() - DAY_MS),
    },
    select: { id: true },
  });
  return key;
}

test("each stage of a quota is told once in its period, of several passed at once the highest, and again in the next", async () => {
  const key = await keyWithQuota();
  await countMinutes(key, [NOW.getTime()], 49);
  await watchQuotas(at(1));
  expect(await told(key.id)).toEqual([]);
  await countMinutes(key, [NOW.getTime()], 6);
  await countMinutes(key, [NOW.getTime()], 500, { status: 429, code: "quota_exceeded" });
  await watchQuotas(at(2));
  await watchQuotas(at(3));
  await countMinutes(key, [at(4).getTime()], 50);
  await watchQuotas(at(5));
  await watchQuotas(at(6));
  const stages = [
    ["quota", 50],
    ["quota", 100],
  ];
  expect(await told(key.id)).toEqual(stages);
  await countMinutes(key, [at(1_440).getTime()], 85);
  await watchQuotas(at(1_441));
  expect(await told(key.id)).toEqual([...stages, ["quota", 80]]);
  const notices = await db.notice.findMany({
    where: { subject: key.id },
    select: { kind: true, mailDueAt: true },
    orderBy: { createdAt: "asc" },
  });
  expect(notices.map(({ kind, mailDueAt }) => [kind, mailDueAt !== null])).toEqual([
    ["alert.half_quota", false],
    ["alert.quota", true],
    ["alert.quota", true],
  ]);
});

test("a working key that nobody has called for 90 days is told once until it is called again", async () => {
  const ago = (days: number) => new Date(NOW.getTime() - days * DAY_MS);
  const [idle, used, disabled] = await Promise.all(
    ["active", "active", "disabled"].map((state) =>
      makeKey({ org: ctx.org, state: state as "active", createdAt: ago(200) }),
    ),
  );
  if (!idle || !used || !disabled) throw new Error("There are three.");
  await firstAccepted(idle, ago(150), ago(91));
  await firstAccepted(used, ago(150), ago(89));
  await watchUnused(NOW);
  await watchUnused(at(120));
  const kinds = await db.alert.findMany({ where: { kind: "unused" }, select: { keyId: true, data: true } });
  expect(kinds).toEqual([{ keyId: idle.id, data: { days: 91, lastUsedAt: ago(91).toISOString() } }]);
});
