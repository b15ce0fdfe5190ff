import { EXACT_UP_TO_QPS } from "./exact-logs";
import type { Limit } from "./limit";
import { type LogOwner, QpsShelf } from "./qps-shelf";

const GENERATION_MS = 60_000;

/** Most calls are held against this limit alone. */
export interface QpsLimit extends Limit {
  /** `waitMs`, and `take` at once where that is 0. */
  takeOrWait(at: number): number;
}

/**
 * Queries per second of every key in every endpoint class, remembered from the first use.
 *
 * State belongs to the key ID, so a rotation neither resets nor doubles it. It lies in two generations that change places
 * every minute; what was not used for two of them is dropped as a whole. Memory follows the keys that called in the last
 * two minutes, not those that ever did, and no timer is needed.
 */
export class QpsLimiter {
  #young = new Map<string, QpsShelf>();
  #old = new Map<string, QpsShelf>();
  #youngSince = Number.NEGATIVE_INFINITY;
  /** The shelf asked for last: most calls of a busy moment go to few classes. */
  #recent: QpsShelf | undefined;

  /**
   * The limit of a key in an endpoint class. It holds no state of its own and may be kept for the length of a call.
   *
   * The owner remembers where its log lies, which spares the search. A changed quota keeps the history.
   * @param at Milliseconds of a clock that never steps.
   */
  windowOf(classId: string, quota: number, owner: LogOwner, at: number): QpsLimit {
    const shelf = this.shelfOf(classId, at);
    return quota > EXACT_UP_TO_QPS
      ? shelf.stepped(quota, owner.keyId, at)
      : new QpsWindow(this, classId, quota, owner);
  }

  /** Where the logs of a class lie now. */
  shelfOf(classId: string, at: number): QpsShelf {
    if (at - this.#youngSince >= GENERATION_MS) this.#turn(at);
    const recent = this.#recent;
    if (recent !== undefined && recent.classId === classId) return recent;
    let shelf = this.#young.get(classId);
    if (shelf === undefined) {
      shelf = new QpsShelf(classId, this.#old.get(classId));
      this.#young.set(classId, shelf);
    }
    this.#recent = shelf;
    return shelf;
  }

  /** Logs held, for metrics and tests; one in both generations counts twice. */
  get size(): number {
    let size = 0;
    for (const generation of [this.#young, this.#old]) {
      for (const shelf of generation.values()) size += shelf.size;
    }
    return size;
  }

  #turn(at: number): void {
    // After a longer silence the young ones are as idle as the old.
    this.#old = at - this.#youngSince >= 2 * GENERATION_MS ? new Map() : this.#young;
    for (const shelf of this.#old.values()) shelf.retire();
    this.#young = new Map();
    this.#recent = undefined;
    this.#youngSince = at;
  }
}

/** The limit of one key in one class. Each question finds the log anew, so none is ever asked of one that moved. */
class QpsWindow implements QpsLimit {
  readonly #limiter: QpsLimiter;
  readonly #classId: string;
  readonly #owner: LogOwner;
  readonly quota: number;

  constructor(limiter: QpsLimiter, classId: string, quota: number, owner: LogOwner) {
    this.#limiter = limiter;
    this.#classId = classId;
    this.quota = quota;
    this.#owner = owner;
  }

  get policy(): "qps" {
    return "qps";
  }

  get windowSeconds(): number {
    return 1;
  }

  waitMs(at: number): number {
    return this.#limiter.shelfOf(this.#classId, at).waitMs(this.quota, this.#owner, at);
  }

  take(at: number): void {
    this.#limiter.shelfOf(this.#classId, at).take(this.quota, this.#owner, at);
  }

  takeOrWait(at: number): number {
    return this.#limiter.shelfOf(this.#classId, at).takeOrWait(this.quota, this.#owner, at);
  }

  remaining(at: number): number {
    return this.#limiter.shelfOf(this.#classId, at).remaining(this.quota, this.#owner, at);
  }
}
