import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { COMMAND_TIMEOUT_MS, openRedis } from "@/lib/redis/client";
import { newId } from "@/lib/std/id";
import { startTestRedis, type TestRedis } from "@/test/redis";
import { counterStoreContract, limitOf } from "../limits/contract";
import type { QuotaSeeds, Taken } from "../limits/counter-store";
import { rulingsOf } from "../limits/rulings";
import type { LimitEntry } from "../ports";
import { QpsLimiter } from "../qps-limiter";
import { keyOf, orgOf } from "../testing/fixtures";
import { COUNTER_SCRIPTS, RedisCounters } from "./redis-counters";

let server: TestRedis;
let fellBack = 0;
beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(() => server.remove());

/** What is not about an outage must not become one because the machine is busy. */
const PATIENT_MS = 10_000;

async function countersOn(url: string, seeds: QuotaSeeds | null = null, patienceMs = PATIENT_MS) {
  const redis = openRedis(url, Object.values(COUNTER_SCRIPTS), () => undefined, patienceMs);
  const counters = new RedisCounters({
    redis,
    limiter: new QpsLimiter(),
    seeds,
    classOf: () => undefined,
    instance: newId("instance"),
    now: () => performance.now(),
    onChange: () => {
      fellBack += 1;
    },
  });
  await counters.start();
  return { redis, counters };
}

counterStoreContract("Redis", async () => {
  const { redis, counters } = await countersOn(server.url);
  return {
    counters,
    clock: () => ({ at: performance.now(), now: Date.now() }),
    pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    stop: async () => {
      // Every case was decided by Redis, none by this instance alone.
      expect([counters.away, fellBack]).toEqual([0, 0]);
      await counters.stop();
      redis.close();
    },
  };
});

const CLASS = {
  id: "cls_a",
  slug: "a",
  defaultQps: 1_000_000,
  weightRequests: 1,
  weightTransactions: 1,
  paths: [],
};

let fleets = 0;

/** Several instances of one edge, each with a connection and a journal of its own, and one key that calls them all. */
async function fleetOf(size: number, url: string, patienceMs?: number) {
  fleets += 1;
  const orgId = `org_fleet${fleets}`;
  const ended = Array.from({ length: size }, () => 0);
  const members = await Promise.all(
    ended.map((_, index) =>
      countersOn(
        url,
        {
          used: async () => ({
            counted: [],
            waiting: [{ classId: CLASS.id, requests: ended[index] ?? 0, bytes: 0 }],
          }),
        },
        patienceMs,
      ),
    ),
  );
  // Each has heard of all others once every one has said that it lives again.
  await vi.waitFor(() => expect(members.every(({ counters }) => counters.live === size)).toBe(true), 5000);
  const call = async (index: number, limits: LimitEntry[]): Promise<Taken> => {
    const now = Date.now();
    const key = keyOf({ keyId: `key_fleet${fleets}`, orgId, limits, org: orgOf({ orgId }) });
    const { list } = rulingsOf(key, CLASS, now);
    const claim = { orgId, rulings: list, endpointClass: CLASS, address: "", at: performance.now(), now };
    const taken = await members[index % size]?.counters.take(claim);
    if (taken === undefined) throw new Error("There is no such member.");
    if (taken.violated.length === 0) ended[index % size] = (ended[index % size] ?? 0) + 1;
    taken.lease?.end({ isRefunded: false, bytes: 0 });
    return taken;
  };
  /** What instance `index` says is left, by policy, to who only asks. */
  const left = async (index: number, limits: LimitEntry[]): Promise<Record<string, number>> => {
    const now = Date.now();
    const key = keyOf({ keyId: `key_fleet${fleets}`, orgId, limits, org: orgOf({ orgId }) });
    const { list } = rulingsOf(key, CLASS, now);
    const claim = { orgId, rulings: list, endpointClass: CLASS, address: "", at: performance.now(), now };
    const views = (await members[index]?.counters.look(claim)) ?? [];
    return Object.fromEntries(views.map(({ policy, remaining }) => [policy, remaining(claim.at)]));
  };
  return {
    members,
    call,
    left,
    /** So many calls, in turn on all instances, in bursts of 20 at once; how many were admitted. */
    async admit(count: number, limits: LimitEntry[]): Promise<number> {
      let admitted = 0;
      for (let made = 0; made < count; made += 20) {
        const burst = Array.from({ length: Math.min(20, count - made) }, (_, index) =>
          call(made + index, limits),
        );
        for (const { violated } of await Promise.all(burst)) if (violated.length === 0) admitted += 1;
      }
      return admitted;
    },
    async stop() {
      for (const { counters, redis } of members) {
        await counters.stop();
        redis.close();
      }
    },
  };
}

type Fleet = Awaited<ReturnType<typeof fleetOf>>;

/** So many calls at once are let through as the rate says; a machine that stood still in between may have begun another second. */
async function holdsRate(fleet: Fleet, calls: number, qps: number): Promise<number> {
  const began = performance.now();
  const admitted = await fleet.admit(calls, [limitOf({ kind: "qps", value: qps })]);
  const seconds = Math.ceil((performance.now() - began) / 1000);
  expect(admitted).toBeGreaterThanOrEqual(qps);
  expect(admitted).toBeLessThanOrEqual(qps * seconds);
  return admitted;
}

describe("instances that share Redis", () => {
  test("admit together what one alone would: of a small rate, of a quota to the last call", async () => {
    const fleet = await fleetOf(3, server.url);
    const admitted = await holdsRate(fleet, 120, 25);
    const quota = [limitOf({ value: 500 })];
    // The quota is new: what its journals tell of the time before counts, too.
    const before = admitted;
    let used = await fleet.admit(600, quota);
    // What an instance holds and does not need, it gives back.
    for (let tries = 0; tries < 20 && used + before < 500; tries += 1) {
      await sleep(300);
      used += await fleet.admit(20, quota);
    }
    expect(used + before).toBe(500);
    await fleet.stop();
  });

  test("tell who only asks what is left over all of them, and take nothing for it", async () => {
    const fleet = await fleetOf(2, server.url);
    const limits = [
      limitOf({ kind: "qps", value: 100 }),
      limitOf({ kind: "concurrency", value: 7 }),
      limitOf({ kind: "hour", value: 1000 }),
      limitOf({ kind: "day", value: 20, unit: "transactions" }),
    ];
    const whole = { qps: 100, concurrency: 7, hour: 1000, "day-transactions": 20 };
    // Nobody has called yet: what is missing is asked for, and there was nothing.
    expect(await fleet.left(1, limits)).toEqual(whole);
    for (let calls = 0; calls < 5; calls += 1) await fleet.call(0, limits);
    await sleep(1100);
    const used = { ...whole, hour: 995, "day-transactions": 15 };
    // Held ahead by the one that was called, and not used: left for the other as well, once it is given back.
    await vi.waitFor(async () => expect(await fleet.left(1, limits)).toEqual(used), {
      timeout: 5000,
      interval: 100,
    });
    for (let asked = 0; asked < 10; asked += 1) expect(await fleet.left(asked % 2, limits)).toEqual(used);
    // The second that a call takes is seen from elsewhere as well.
    await fleet.call(0, limits);
    expect((await fleet.left(1, limits)).qps).toBe(99);
    expect(await fleet.left(0, limits)).toEqual({ ...used, qps: 99, hour: 994, "day-transactions": 14 });
    await fleet.stop();
  });

  test("are not stuck for longer than a second when Redis' clock is set back", async () => {
    const fleet = await fleetOf(1, server.url);
    const rate = [limitOf({ kind: "qps", value: 5 })];
    await holdsRate(fleet, 20, 5);
    // As if an hour ago had been an hour ahead.
    const [log = "", sum = ""] = server
      .cli("keys", `kw:{org_fleet${fleets}}:[ws]:*`)
      .split("\n")
      .toSorted()
      .toReversed();
    const hour = 3_600_000_000;
    const ahead = String((Date.now() + 1000) * 1000 + hour);
    server.cli("zadd", log, ahead, "5:ins:1");
    server.cli("set", sum, `10:${ahead}`, "px", "13000");
    await sleep(1100);
    expect(await fleet.admit(20, rate)).toBe(0);
    await sleep(1100);
    await holdsRate(fleet, 20, 5);
    await fleet.stop();
  });

  test("pass no strict quota when Redis forgets everything", async () => {
    const fleet = await fleetOf(3, server.url);
    const quota = [limitOf({ value: 300 })];
    let used = await fleet.admit(120, quota);
    expect(used).toBe(120);
    server.cli("flushall");
    const until = Date.now() + 4000;
    while (Date.now() < until) {
      used += await fleet.admit(20, quota);
      await sleep(20);
    }
    expect(used).toBeLessThanOrEqual(300);
    expect(used).toBeGreaterThan(200);
    await fleet.stop();
  });

  test("take their shares while Redis is away: a rate in parts, a strict quota not at all, a soft one on credit", async () => {
    const away = await startTestRedis();
    const fleet = await fleetOf(2, away.url, COMMAND_TIMEOUT_MS);
    const rate = [limitOf({ kind: "qps", value: 20 })];
    await fleet.admit(2, rate);
    away.pause();
    await fleet.admit(2, rate);
    await sleep(1100);
    // Ten for each of the two, however many were asked for.
    await holdsRate(fleet, 60, 20);
    const [strict, soft] = [
      [limitOf({ value: 1000 })],
      [limitOf({ kind: "hour", value: 1000, isSoft: true })],
    ];
    const refused = await fleet.call(0, strict);
    expect([refused.violated[0]?.policy, refused.waitMs]).toEqual(["day", 1000]);
    expect(await fleet.admit(40, soft)).toBe(40);
    away.resume();
    await vi.waitFor(
      () => expect(fleet.members.map(({ counters }) => counters.away)).toEqual([0, 0]),
      10_000,
    );
    expect((await fleet.call(0, strict)).violated).toEqual([]);
    // The credit is settled: forty are gone, and what the calls until then took.
    await vi.waitFor(async () => {
      const { limits } = await fleet.call(0, soft);
      expect(limits[1]?.remaining(0)).toBeLessThan(960);
    }, 5000);
    await fleet.stop();
    await away.remove();
  });
});
