import type { Period } from "../limit";
import type { QuotaSeeds, UseScope } from "./counter-store";
import { spanOf } from "./period";
import { amountOf, QuotaCount, type Weight } from "./quota-count";
import type { Ruling } from "./rulings";

const RETRY_MS = 1000;
const SWEEP_ABOVE = 1000;
const SWEEP_EVERY_MS = 60_000;

type Account = {
  count: QuotaCount;
  reading: Promise<void> | null;
  isSeeded: boolean;
  retryAt: number;
};

/**
 * The quotas of this process, each from its first use on.
 *
 * Before the first call is held against a quota, what was used of it earlier in the period is read, and the calls that
 * come meanwhile wait: a restart forgets nothing. While that cannot be read, counting goes on from what this process has seen, and the reading is tried
 * again at a later call, at most once a second. A period that began while this process counted needs no reading. A clock
 * that steps back into a former period does not bring that one back.
 */
export class QuotaAccounts {
  readonly #seeds: QuotaSeeds | null;
  readonly #classOf: (id: string) => Weight | undefined;
  readonly #accounts = new Map<string, Account>();
  #sweptAt = Number.NEGATIVE_INFINITY;

  /** @param classOf Finds the weight of a class that was used before; a class no longer known counts one for one. */
  constructor(seeds: QuotaSeeds | null, classOf: (id: string) => Weight | undefined) {
    this.#seeds = seeds;
    this.#classOf = classOf;
  }

  /** The count of this quota in the period of now, or a promise to wait for before asking again. */
  countOf(ruling: Ruling, orgId: string, now: number): QuotaCount | Promise<void> {
    const account = this.#accountOf(ruling, now);
    if (account.isSeeded) return account.count;
    if (account.reading !== null) return account.reading;
    if (this.#seeds === null || now < account.retryAt) return account.count;
    account.reading = this.#read(this.#seeds, account, ruling, orgId, now);
    return account.reading;
  }

  /** Quotas held, for metrics and tests. */
  get size(): number {
    return this.#accounts.size;
  }

  #accountOf(ruling: Ruling, now: number): Account {
    const period = periodOf(ruling);
    const known = this.#accounts.get(ruling.scope);
    if (known === undefined) {
      this.#sweep(now);
      const account: Account = {
        count: new QuotaCount(ruling.unit, spanOf(period, now)),
        reading: null,
        isSeeded: this.#seeds === null,
        retryAt: Number.NEGATIVE_INFINITY,
      };
      this.#accounts.set(ruling.scope, account);
      return account;
    }
    if (now >= known.count.span.end) {
      known.count = new QuotaCount(ruling.unit, spanOf(period, now));
      known.isSeeded = true;
      known.reading = null;
    }
    return known;
  }

  async #read(
    seeds: QuotaSeeds,
    account: Account,
    ruling: Ruling,
    orgId: string,
    now: number,
  ): Promise<void> {
    const { count } = account;
    try {
      const { counted, waiting } = await seeds.used(
        scopeOfUse(ruling, orgId),
        count.span.start,
        Math.min(count.span.end, now + 1),
      );
      if (account.count !== count) return;
      const seeded = new QuotaCount(ruling.unit, count.span);
      for (const use of [...counted, ...waiting]) {
        const weight = this.#classOf(use.classId) ?? {
          id: use.classId,
          weightRequests: 1,
          weightTransactions: 1,
        };
        seeded.add(weight, amountOf(use, ruling.unit));
      }
      account.count = seeded;
      account.isSeeded = true;
    } catch {
      account.retryAt = now + RETRY_MS;
    } finally {
      account.reading = null;
    }
  }

  /** What belongs to a period that is over is only in the way. */
  #sweep(now: number): void {
    if (this.#accounts.size < SWEEP_ABOVE || now - this.#sweptAt < SWEEP_EVERY_MS) return;
    this.#sweptAt = now;
    for (const [scope, account] of this.#accounts) {
      if (account.count.span.end <= now) this.#accounts.delete(scope);
    }
  }
}

/** Whose past use belongs to a quota. */
export function scopeOfUse({ ownerId, classId }: Ruling, orgId: string): UseScope {
  return { orgId, keyId: ownerId === orgId ? null : ownerId, classId };
}

function periodOf({ kind }: Ruling): Period {
  if (kind === "hour" || kind === "day" || kind === "month") return kind;
  throw new Error(`${kind} is no quota.`);
}
