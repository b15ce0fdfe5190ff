import { QpsLimiter } from "../qps-limiter";
import { NOON } from "../testing/fixtures";
import { counterStoreContract } from "./contract";
import { MemoryCounters } from "./memory-counters";

counterStoreContract("Memory", async () => {
  let at = 1000;
  return {
    counters: new MemoryCounters({ limiter: new QpsLimiter(), seeds: null, classOf: () => undefined }),
    clock: () => ({ at, now: NOON + at }),
    pass: async (ms) => {
      at += ms;
    },
    stop: async () => undefined,
  };
});
