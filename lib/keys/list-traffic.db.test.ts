import pg from "pg";
import { beforeAll, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import type { OrgContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { NOW } from "@/test/clock";
import { ownerCtx, viewerCtx } from "@/test/contexts";
import {
  makeKey,
  makeOrg,
  makeProduct,
  type TestKey,
  type TestOrg,
  type TestProduct,
} from "@/test/factories";
import { trafficOfKeys } from "./list-traffic";

const MINUTE_MS = 60_000;
let org: TestOrg;
let ctx: OrgContext;
let product: TestProduct;

beforeAll(async () => {
  org = await makeOrg();
  ctx = await ownerCtx(org);
  product = await makeProduct();
  await db.endpointClass.update({
    where: { id: product.classId },
    data: { weightRequests: 15, weightTransactions: 1 },
    select: { id: true },
  });
});

type Called = { minutesAgo: number; requests: number; code?: string; bytes?: number };

async function called(key: TestKey, { minutesAgo, requests, code = "", bytes = 0 }: Called): Promise<void> {
  await db.usageMinute.create({
    data: {
      minute: new Date(NOW.getTime() - minutesAgo * MINUTE_MS),
      orgId: key.orgId,
      keyId: key.id,
      secretId: key.secretId,
      productId: product.id,
      classId: product.classId,
      status: code === "" ? 200 : 429,
      code,
      requests,
      bytesIn: 0,
      bytesOut: bytes,
    },
  });
}

async function quota(
  key: TestKey,
  kind: "hour" | "day" | "month",
  value: number,
  unit: "requests" | "transactions" | "bytes" = "requests",
) {
  await db.limit.create({
    data: {
      id: newId("limit"),
      orgId: key.orgId,
      keyId: key.id,
      kind,
      unit,
      value,
      source: "customer",
      from: new Date(NOW.getTime() - 1),
      createdById: "usr_test",
    },
    select: { id: true },
  });
}

test("requests of the last 24 hours of the clock, hour by hour, refused ones included", async () => {
  const key = await makeKey({ org });
  // NOW is noon sharp: the hour that is not over has just begun.
  await called(key, { minutesAgo: 0, requests: 3 });
  await called(key, { minutesAgo: 1, requests: 5 });
  await called(key, { minutesAgo: 2, requests: 2, code: "key_expired" });
  await called(key, { minutesAgo: 23 * 60, requests: 7 });
  await called(key, { minutesAgo: 23 * 60 + 1, requests: 1000 });
  const traffic = (await trafficOfKeys(ctx, [key.id]))[key.id];
  expect(traffic?.hours).toHaveLength(24);
  expect(traffic?.hours.slice(-2)).toEqual([7, 3]);
  expect(traffic?.hours[0]).toBe(7);
  expect(traffic?.hours.reduce((sum, one) => sum + one, 0)).toBe(17);
});

test("over its limit is a key that was refused for a rate or a quota in the last hour", async () => {
  const key = await makeKey({ org });
  await called(key, { minutesAgo: 1, requests: 4, code: "qps_exceeded" });
  await called(key, { minutesAgo: 59, requests: 2, code: "quota_exceeded" });
  await called(key, { minutesAgo: 3, requests: 9, code: "ip_not_allowed" });
  await called(key, { minutesAgo: 60, requests: 100, code: "qps_exceeded" });
  expect((await trafficOfKeys(ctx, [key.id]))[key.id]?.overLimit).toBe(6);
});

test("the quota share is of the quota used most, in its own UTC period, of calls let through", async () => {
  const key = await makeKey({ org });
  await called(key, { minutesAgo: 0, requests: 10, bytes: 900 });
  await called(key, { minutesAgo: 0, requests: 500, code: "quota_exceeded" });
  await called(key, { minutesAgo: 60, requests: 50 });
  await called(key, { minutesAgo: 24 * 60, requests: 30 });
  const share = async () => (await trafficOfKeys(ctx, [key.id]))[key.id]?.quotaShare;
  expect(await share()).toBeNull();
  await quota(key, "hour", 100);
  expect(await share()).toBeCloseTo(0.1);
  await quota(key, "day", 100);
  expect(await share()).toBeCloseTo(0.6);
  await quota(key, "month", 100);
  expect(await share()).toBeCloseTo(0.9);
});

test("a quota in transactions or bytes is measured in its own unit", async () => {
  const [tiles, bytes] = [await makeKey({ org }), await makeKey({ org })];
  await called(tiles, { minutesAgo: 0, requests: 16 });
  await called(bytes, { minutesAgo: 0, requests: 1, bytes: 750 });
  for (const [key, unit, value] of [
    [tiles, "transactions", 4],
    [bytes, "bytes", 1000],
  ] as const) {
    await quota(key, "day", value, unit);
  }
  const traffic = await trafficOfKeys(ctx, [tiles.id, bytes.id]);
  expect([traffic[tiles.id]?.quotaShare, traffic[bytes.id]?.quotaShare]).toEqual([0.5, 0.75]);
});

test("another organization's key has no traffic here, whoever asks", async () => {
  const foreign = await makeKey({ org: await makeOrg() });
  await called(foreign, { minutesAgo: 1, requests: 5 });
  await quota(foreign, "day", 5);
  const traffic = await trafficOfKeys(await viewerCtx(org), [foreign.id]);
  expect(traffic[foreign.id]).toEqual({ hours: Array(24).fill(0), overLimit: 0, quotaShare: null });
});

test("six statements at most, however many keys and quotas", async () => {
  const keys = await Promise.all(Array.from({ length: 30 }, () => makeKey({ org })));
  for (const key of keys) await quota(key, "day", 10);
  const query = vi.spyOn(pg.Client.prototype, "query");
  await trafficOfKeys(
    ctx,
    keys.slice(0, 1).map(({ id }) => id),
  );
  const few = query.mock.calls.length;
  query.mockClear();
  await trafficOfKeys(
    ctx,
    keys.map(({ id }) => id),
  );
  expect([few, query.mock.calls.length]).toEqual([6, 6]);
  query.mockClear();
  expect(await trafficOfKeys(ctx, [])).toEqual({});
  expect(query.mock.calls.length).toBe(0);
});
