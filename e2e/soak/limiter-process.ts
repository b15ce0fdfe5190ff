// One instance of the limiter in a process of its own: makes calls at a rate and tells what became of each.
import { setTimeout as sleep } from "node:timers/promises";
import { COUNTER_SCRIPTS, RedisCounters } from "@/lib/edge/adapters/redis-counters";
import type { QuotaSeeds } from "@/lib/edge/limits/counter-store";
import { rulingsOf } from "@/lib/edge/limits/rulings";
import type { LimitEntry } from "@/lib/edge/ports";
import { QpsLimiter } from "@/lib/edge/qps-limiter";
import { keyOf, orgOf } from "@/lib/edge/testing/fixtures";
import { openRedis } from "@/lib/redis/client";
import { newId } from "@/lib/std/id";

/** What a process is told to do. Times are milliseconds of the machine's monotonic clock, the same in every process. */
export type Task = {
  readonly keyId: string;
  readonly limits: readonly LimitEntry[];
  readonly perSecond: number;
  readonly startAt: number;
  readonly seconds: number;
};

/** What became of the calls: when each was made and when it was answered. */
export type Report = {
  readonly admitted: readonly Answered[];
  readonly refused: readonly Answered[];
  /** How often Redis was taken to be away, and when to be back. */
  readonly switches: number;
  readonly backs: readonly number[];
};

export type Answered = readonly [asked: number, answered: number];

const CLASS = {
  id: "cls_soak",
  slug: "soak",
  defaultQps: 1_000_000_000,
  weightRequests: 1,
  weightTransactions: 1,
  paths: [],
};

export const monotonicMs = () => Number(process.hrtime.bigint()) / 1e6;

async function main(url: string): Promise<void> {
  let ended = 0;
  let switches = 0;
  let backs: number[] = [];
  // What this instance has written into its journal and nobody has counted yet.
  const seeds: QuotaSeeds = {
    used: async () => ({ counted: [], waiting: [{ classId: CLASS.id, requests: ended, bytes: 0 }] }),
  };
  const redis = openRedis(url, Object.values(COUNTER_SCRIPTS), () => undefined);
  const counters = new RedisCounters({
    redis,
    limiter: new QpsLimiter(),
    seeds,
    classOf: () => CLASS,
    instance: newId("instance"),
    now: () => performance.now(),
    onChange: (_, isAway) => {
      if (isAway) switches += 1;
      else backs.push(monotonicMs());
    },
  });
  await counters.start();
  const run = async (task: Task): Promise<Report> => {
    ended = 0;
    switches = 0;
    backs = [];
    const orgId = `org_${task.keyId}`;
    const key = keyOf({ keyId: task.keyId, orgId, limits: task.limits, org: orgOf({ orgId }) });
    const admitted: Answered[] = [];
    const refused: Answered[] = [];
    const underWay: Promise<unknown>[] = [];
    const call = () => {
      const asked = monotonicMs();
      const now = Date.now();
      const taken = counters.take({
        orgId,
        rulings: rulingsOf(key, CLASS, now).list,
        endpointClass: CLASS,
        address: "",
        at: performance.now(),
        now,
      });
      const note = ({ violated, lease }: Awaited<typeof taken>) => {
        const at = monotonicMs();
        if (violated.length > 0) {
          refused.push([asked, at]);
          return;
        }
        admitted.push([asked, at]);
        ended += 1;
        lease?.end({ isRefunded: false, bytes: 0 });
      };
      if (taken instanceof Promise) underWay.push(taken.then(note));
      else note(taken);
    };
    await sleep(Math.max(0, task.startAt - monotonicMs()));
    const stopAt = task.startAt + task.seconds * 1000;
    let made = 0;
    for (let at = monotonicMs(); at < stopAt; at = monotonicMs()) {
      const due = Math.floor(((at - task.startAt) / 1000) * task.perSecond);
      for (; made < due; made += 1) call();
      await sleep(1);
    }
    await Promise.all(underWay);
    return { admitted, refused, switches, backs };
  };
  process.on("message", (task: Task | "stop") => {
    if (task === "stop") void counters.stop().finally(() => process.exit(0));
    else void run(task).then((report) => process.send?.(report));
  });
  process.send?.("ready");
}

const url = process.argv[2];
if (url !== undefined && process.send !== undefined) void main(url);
