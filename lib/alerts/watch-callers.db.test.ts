import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { DAY_MS, HOUR_MS } from "@/lib/usage/units";
import { NOW } from "@/test/clock";
import { ownerCtx } from "@/test/contexts";
import { makeKey, makeOrg, type TestKey } from "@/test/factories";
import { seenAt } from "./testing/usage-rows";
import { thisIsMe } from "./this-is-me";
import { watchCallers } from "./watch-callers";
import { watchUnused } from "./watch-unused";

const ago = (ms: number) => new Date(NOW.getTime() - ms);
const soon = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);

let ctx: Awaited<ReturnType<typeof ownerCtx>>;
let key: TestKey;

/** A key of its own that has been called from one country, network and program for a month. */
beforeEach(async () => {
  ctx ??= await ownerCtx(await makeOrg());
  key = await makeKey({ org: ctx.org, createdBy: ctx.actor });
  for (const at of [ago(29 * DAY_MS), ago(DAY_MS)]) {
    await seenAt(key, "country", "NL", at);
    await seenAt(key, "network", "192.0.2.0/24", at);
    await seenAt(key, "agent", "curl", at);
  }
  await db.alertWatch.deleteMany();
});

const alerts = () =>
  db.alert.findMany({
    where: { keyId: key.id },
    select: { id: true, kind: true, occurrence: true },
    orderBy: { id: "asc" },
  });
const told = async () => (await alerts()).map(({ kind, occurrence }) => [kind, occurrence]);

test("a country that a key was never called from is told at the next look, once, with what came along", async () => {
  await watchCallers(NOW);
  expect(await told()).toEqual([]);
  await seenAt(key, "country", "NO", NOW);
  await seenAt(key, "network", "198.51.100.0/24", NOW);
  const raised = await Promise.all([1, 2, 3].map(() => watchCallers(soon(15))));
  expect(raised.reduce((sum, count) => sum + count)).toBe(1);
  await watchCallers(soon(30));
  expect(await told()).toEqual([["new_country", "NO"]]);
});

test("what a key was called from before anybody watched is known at the first look, and what is new is told", async () => {
  await seenAt(key, "network", "198.51.100.0/24", NOW);
  await watchCallers(NOW);
  const known = await db.knownCaller.findMany({
    where: { keyId: key.id },
    select: { value: true },
    orderBy: { value: "asc" },
  });
  expect(known.map(({ value }) => value)).toEqual(["192.0.2.0/24", "198.51.100.0/24", "NL", "curl"]);
  expect(await told()).toEqual([["new_network", "198.51.100.0/24"]]);
});

test("a key that is new itself has nothing to compare, and is learned", async () => {
  const fresh = await makeKey({ org: ctx.org });
  await seenAt(fresh, "country", "NO", NOW);
  await watchCallers(NOW);
  await seenAt(fresh, "country", "SE", NOW);
  await watchCallers(soon(15));
  expect(await db.alert.count({ where: { keyId: fresh.id } })).toBe(0);
  expect(await db.knownCaller.count({ where: { keyId: fresh.id } })).toBe(2);
});

test("“this is me” makes a network known to every key of the organization, for good", async () => {
  const sibling = await makeKey({ org: ctx.org, createdBy: ctx.actor });
  await seenAt(sibling, "network", "192.0.2.0/24", ago(29 * DAY_MS));
  await watchCallers(NOW);
  await seenAt(key, "network", "203.0.113.0/24", NOW);
  await watchCallers(soon(15));
  const [alert] = await alerts();
  await thisIsMe(ctx, { alertId: alert?.id ?? "" });
  await seenAt(sibling, "network", "203.0.113.0/24", NOW);
  await watchCallers(soon(30));
  expect(await db.alert.count({ where: { keyId: sibling.id } })).toBe(0);
  await db.knownCaller.updateMany({ where: { keyId: key.id }, data: { lastAt: ago(400 * DAY_MS) } });
  await watchUnused(new Date(NOW.getTime() + 3 * HOUR_MS));
  const kept = await db.knownCaller.findMany({ where: { keyId: key.id }, select: { value: true } });
  expect(kept).toEqual([{ value: "203.0.113.0/24" }]);
});
