import type { Limit, PolicyName } from "../limit";
import { QpsLimiter } from "../qps-limiter";
import type { Endable } from "./call-lease";
import type { Claim, CounterStore, QuotaSeeds, Taken } from "./counter-store";
import { QuotaAccounts } from "./quota-accounts";
import type { QuotaCount, Weight } from "./quota-count";
import { QuotaLimit } from "./quota-limit";
import type { Ruling } from "./rulings";
import { judgeTogether } from "./together";
import { UnderWay } from "./under-way";

/** Past so many addresses within ten seconds all of them start afresh: memory stays bounded. */
const MAX_ADDRESSES = 100_000;

export type MemoryOptions = {
  /** Where key × class windows live, also of calls that never become claims. */
  readonly limiter: QpsLimiter;
  /** Null: nothing was used before. */
  readonly seeds: QuotaSeeds | null;
  readonly classOf: (id: string) => Weight | undefined;
};

/**
 * Counters of this process alone. Exact: windows admit what a greedy log admits, quotas and calls under way never pass
 * their limit. Waits only for what was used of a quota before this process began.
 */
export class MemoryCounters implements CounterStore {
  readonly isShared = false;
  readonly #limiter: QpsLimiter;
  readonly #quotas: QuotaAccounts;
  readonly #underWay = new UnderWay();
  #addresses = new QpsLimiter();

  constructor({ limiter, seeds, classOf }: MemoryOptions) {
    this.#limiter = limiter;
    this.#quotas = new QuotaAccounts(seeds, classOf);
  }

  take(claim: Claim): Taken | Promise<Taken> {
    const counts: QuotaCount[] = [];
    const waits: Promise<void>[] = [];
    for (const ruling of claim.rulings) {
      if (!isQuota(ruling)) continue;
      const count = this.#quotas.countOf(ruling, claim.orgId, claim.now);
      if (count instanceof Promise) waits.push(count);
      else counts.push(count);
    }
    if (waits.length > 0) return Promise.all(waits).then(() => this.take(claim));
    return this.#takeNow(claim, counts);
  }

  #takeNow(claim: Claim, counts: readonly QuotaCount[]): Taken {
    const limits: Limit[] = [];
    const endables: Endable[] = [];
    let quota = 0;
    for (const ruling of claim.rulings) {
      if (ruling.kind === "qps" || ruling.kind === "qps_address") {
        limits.push(this.#windowOf(ruling, claim));
        continue;
      }
      const count = ruling.kind === "concurrency" ? undefined : counts[quota++];
      const limit =
        count === undefined ? this.#underWay.limitOf(ruling) : new QuotaLimit(ruling, claim, count);
      limits.push(limit);
      endables.push(limit);
    }
    return judgeTogether(limits, endables, claim.at);
  }

  #windowOf(ruling: Ruling, { at, address }: Claim): Limit {
    const { policy, ownerId, classId, value, scope } = ruling;
    if (policy === "qps") return this.#limiter.windowOf(classId ?? "", value, { keyId: ownerId }, at);
    if (ruling.kind === "qps")
      return new Renamed("qps-org", this.#limiter.windowOf("", value, { keyId: scope }, at));
    if (this.#addresses.size > MAX_ADDRESSES) this.#addresses = new QpsLimiter();
    return new Renamed(policy, this.#addresses.windowOf("", value, { keyId: `${scope}|${address}` }, at));
  }
}

export function isQuota({ kind }: Ruling): boolean {
  return kind === "hour" || kind === "day" || kind === "month";
}

/** The same window under the name of another policy. */
class Renamed implements Limit {
  readonly windowSeconds = 1;
  readonly quota: number;
  readonly policy: PolicyName;
  readonly #window: Limit;

  constructor(policy: PolicyName, window: Limit) {
    this.policy = policy;
    this.quota = window.quota;
    this.#window = window;
  }

  waitMs(at: number): number {
    return this.#window.waitMs(at);
  }

  take(at: number): void {
    this.#window.take(at);
  }

  remaining(at: number): number {
    return this.#window.remaining(at);
  }
}
