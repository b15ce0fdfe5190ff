import { afterAll, beforeAll, expect } from "vitest";
import { openRedis } from "@/lib/redis/client";
import { newId } from "@/lib/std/id";
import { startTestRedis, type TestRedis } from "@/test/redis";
import { counterStoreContract } from "../limits/contract";
import { QpsLimiter } from "../qps-limiter";
import { COUNTER_SCRIPTS, RedisCounters } from "./redis-counters";

let server: TestRedis;
let fellBack = 0;
beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(() => server.remove());

async function countersOn(url: string) {
  const redis = openRedis(url, Object.values(COUNTER_SCRIPTS), () => undefined);
  const counters = new RedisCounters({
    redis,
    limiter: new QpsLimiter(),
    seeds: null,
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
