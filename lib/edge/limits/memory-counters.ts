import type { Limit, LimitView } from "../limit";
import type { QpsLimiter } from "../qps-limiter";
import type { Endable } from "./call-lease";
import type { Claim, CounterStore, QuotaSeeds, Taken } from "./counter-store";
import { LocalWindows } from "./local-windows";
import { QuotaAccounts } from "./quota-accounts";
import type { QuotaCount, Weight } from "./quota-count";
import { QuotaLimit } from "./quota-limit";
import { judgeTogether } from "./together";
import { UnderWay } from "./under-way";

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
  readonly #windows: LocalWindows;
  readonly #quotas: QuotaAccounts;
  readonly #underWay = new UnderWay();

  constructor({ limiter, seeds, classOf }: MemoryOptions) {
    this.#windows = new LocalWindows(limiter);
    this.#quotas = new QuotaAccounts(seeds, classOf);
  }

  take(claim: Claim): Taken | Promise<Taken> {
    const counts = this.#countsOf(claim);
    return counts instanceof Promise ? counts.then(() => this.take(claim)) : this.#takeNow(claim, counts);
  }

  look(claim: Claim): readonly LimitView[] | Promise<readonly LimitView[]> {
    const counts = this.#countsOf(claim);
    if (counts instanceof Promise) return counts.then(() => this.look(claim));
    return this.#limitsOf(claim, counts).limits;
  }

  /** The quotas a claim meets, or a promise that they will be known. */
  #countsOf(claim: Claim): QuotaCount[] | Promise<unknown> {
    const counts: QuotaCount[] = [];
    const waits: Promise<void>[] = [];
    for (const ruling of claim.rulings) {
      if (ruling.kind === "qps" || ruling.kind === "qps_address" || ruling.kind === "concurrency") continue;
      const count = this.#quotas.countOf(ruling, claim.orgId, claim.now);
      if (count instanceof Promise) waits.push(count);
      else counts.push(count);
    }
    return waits.length > 0 ? Promise.all(waits) : counts;
  }

  #takeNow(claim: Claim, counts: readonly QuotaCount[]): Taken {
    const { limits, endables } = this.#limitsOf(claim, counts);
    return judgeTogether(limits, endables, claim.at);
  }

  #limitsOf(claim: Claim, counts: readonly QuotaCount[]): { limits: Limit[]; endables: Endable[] } {
    const limits: Limit[] = [];
    const endables: Endable[] = [];
    let quota = 0;
    for (const ruling of claim.rulings) {
      if (ruling.kind === "qps" || ruling.kind === "qps_address") {
        limits.push(this.#windows.windowOf(ruling, claim));
        continue;
      }
      const count = ruling.kind === "concurrency" ? undefined : counts[quota++];
      const limit =
        count === undefined ? this.#underWay.limitOf(ruling) : new QuotaLimit(ruling, claim, count);
      limits.push(limit);
      endables.push(limit);
    }
    return { limits, endables };
  }
}
