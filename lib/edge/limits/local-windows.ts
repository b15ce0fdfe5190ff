import type { Limit, PolicyName } from "../limit";
import { QpsLimiter } from "../qps-limiter";
import type { Claim } from "./counter-store";
import type { Ruling } from "./rulings";

/** Past so many addresses within ten seconds all of them start afresh: memory stays bounded. */
const MAX_ADDRESSES = 100_000;

/** Queries per second of keys, addresses and orgs in this process: each admits what an exact greedy log admits. */
export class LocalWindows {
  readonly #limiter: QpsLimiter;
  #addresses = new QpsLimiter();

  /** @param limiter Where key × class windows live, also of calls that never become claims. */
  constructor(limiter: QpsLimiter) {
    this.#limiter = limiter;
  }

  /** @param value The limit in force, if it is not the ruling's own. */
  windowOf(ruling: Ruling, { at, address }: Claim, value = ruling.value): Limit {
    const { policy, ownerId, classId, scope } = ruling;
    if (policy === "qps") return this.#limiter.windowOf(classId ?? "", value, { keyId: ownerId }, at);
    if (ruling.kind === "qps") {
      return new Renamed(policy, this.#limiter.windowOf("", value, { keyId: scope }, at));
    }
    if (this.#addresses.size > MAX_ADDRESSES) this.#addresses = new QpsLimiter();
    return new Renamed(policy, this.#addresses.windowOf("", value, { keyId: `${scope}|${address}` }, at));
  }
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
