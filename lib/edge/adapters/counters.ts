import { join } from "node:path";
import { pool } from "@/lib/db/pool";
import { edgeEnv } from "@/lib/env";
import { logger } from "@/lib/logging/logger";
import { openRedis } from "@/lib/redis/client";
import { newId } from "@/lib/std/id";
import type { CounterStore } from "../limits/counter-store";
import { MemoryCounters } from "../limits/memory-counters";
import type { Weight } from "../limits/quota-count";
import type { QpsLimiter } from "../qps-limiter";
import { usageSeeds } from "./counter-seeds";
import { COUNTER_SCRIPTS, RedisCounters } from "./redis-counters";

/** The counters of this process, and what a host can say of them. */
export type OpenCounters = {
  readonly store: CounterStore;
  /** Instances that share the limits, and nodes of Redis that are away; null where nothing is shared. */
  shared(): { readonly live: number; readonly away: number } | null;
  stop(): Promise<void>;
};

/**
 * The counters that the configuration asks for: this process's own, or with `REDIS_URL` those it shares with others.
 *
 * Waits a second for Redis at most. Without it every instance counts for itself until it is there.
 */
export async function openCounters(
  limiter: QpsLimiter,
  classOf: (id: string) => Weight | undefined,
): Promise<OpenCounters> {
  const { REDIS_URL, DATA_DIR } = edgeEnv();
  const seeds = usageSeeds(pool, join(DATA_DIR, "journal"));
  if (REDIS_URL === undefined) {
    const store = new MemoryCounters({ limiter, seeds, classOf });
    return { store, shared: () => null, stop: async () => undefined };
  }
  const redis = openRedis(REDIS_URL, Object.values(COUNTER_SCRIPTS), (err) => {
    logger.debug({ err }, "Redis connection");
  });
  const store = new RedisCounters({
    redis,
    limiter,
    seeds,
    classOf,
    instance: newId("instance"),
    now: () => performance.now(),
    onChange: (node, isAway) => {
      if (isAway) logger.warn({ node }, "Redis is away: limits go by this instance's share");
      else logger.info({ node }, "Redis is back: limits are shared again");
    },
  });
  await store.start();
  return {
    store,
    shared: () => ({ live: store.live, away: store.away }),
    async stop() {
      await store.stop();
      redis.close();
    },
  };
}
