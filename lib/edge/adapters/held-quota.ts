import type { CallEnd, Endable } from "../limits/call-lease";
import type { Span } from "../limits/period";
import type { Weight } from "../limits/quota-count";
import type { Ruling } from "../limits/rulings";
import type { Glance, Question, Scope, ScopeAnswer } from "./counter-asks";

/** After a refusal nobody asks again for so long: what others give back is not worth more questions. */
const REFUSED_MS = 100;
/** Nobody knows when a store comes back, or others report: worth trying after a second. */
const UNKNOWN_MS = 1000;

/** Why a quota cannot be counted now; `""` when it can. */
export type Lack = "" | "past" | "others" | "own";

const LACKS: readonly Lack[] = ["", "past", "others", "own"];

/**
 * A quota that instances share, in one period, as this instance sees it.
 *
 * Spends what it holds: a hundredth of the rest at most, given out by Redis and counted there the moment it is, so that all
 * instances together never pass the limit. Bytes are spent at the end of a call. What a soft quota used while nobody could
 * be asked is owed and settled later.
 */
export class HeldQuota implements Scope, Endable {
  readonly keys: readonly string[];
  readonly span: Span;
  /** The epoch it was last counted in; `""` before the first. */
  epoch = "";
  lack: Lack = "";
  /** Calls it admitted that have not ended. */
  underWay = 0;
  limit = 0;
  isSoft = false;
  readonly #isBytes: boolean;
  readonly #weight: Weight | null;
  readonly #isWhole: 0 | 1;
  #held = 0;
  /** How much was given out the last time. */
  #lot = 0;
  #debt = 0;
  #left = 0;
  #usedAt = Number.NEGATIVE_INFINITY;
  #refusedUntil = Number.NEGATIVE_INFINITY;
  #isAsking = false;

  /** @param weight The class of a quota in transactions, null for others. */
  constructor(tag: string, ruling: Ruling, span: Span, weight: Weight | null) {
    this.keys = [`kw:{${tag}}:q:${ruling.scope}:${span.start}`];
    this.span = span;
    this.#isBytes = ruling.unit === "bytes";
    this.#weight = weight;
    this.#isWhole = ruling.since <= span.start ? 1 : 0;
  }

  adjust(limit: number, isSoft: boolean): void {
    if (limit !== this.limit) this.#refusedUntil = Number.NEGATIVE_INFINITY;
    this.limit = limit;
    this.isSoft = isSoft;
  }

  waitMs(at: number, now: number): number {
    if (at >= this.#refusedUntil) return 0;
    return this.lack === "" ? Math.max(1, this.span.end - now) : UNKNOWN_MS;
  }

  /** Takes one call out of what is held; of bytes only a look, they are spent when they are known. */
  hold(at: number): boolean {
    if (this.#held <= 0) return false;
    this.#usedAt = at;
    if (!this.#isBytes) this.#held -= 1;
    return true;
  }

  unhold(): void {
    if (!this.#isBytes) this.#held += 1;
  }

  /** With nobody to ask: what is held, then debts if it is soft. */
  get canHoldAlone(): boolean {
    return this.#held > 0 || this.isSoft;
  }

  /** What is held counts as not needed from now on. */
  release(): void {
    this.#usedAt = Number.NEGATIVE_INFINITY;
  }

  get className(): string {
    return this.#weight?.id ?? "";
  }

  /** A call was admitted that nobody has counted yet. */
  owe(): void {
    if (!this.#isBytes) this.#debt += 1;
  }

  end({ isRefunded, bytes }: CallEnd): void {
    this.underWay -= 1;
    if (this.#isBytes && !isRefunded) this.#held -= bytes;
    if (this.#isBytes || !isRefunded) return;
    this.#held += 1;
    this.#refusedUntil = Number.NEGATIVE_INFINITY;
  }

  /** What this instance knows to be used, or holds, and may be in no rollup and no journal. */
  get unreported(): number {
    const held = Math.max(0, this.#held);
    return this.#isBytes ? held : held + this.underWay;
  }

  /** Whether something is held that nobody needs, or owed. */
  isIdle(at: number): boolean {
    return !this.#isAsking && (this.#debt > 0 || (this.#held > 0 && at - this.#usedAt > REFUSED_MS * 5));
  }

  get isLow(): boolean {
    return !this.#isAsking && this.#lot > 1 && this.#held <= this.#lot / 2;
  }

  get remaining(): number {
    return Math.max(0, Math.min(this.limit, this.#left + Math.max(0, this.#held)));
  }

  glance(): Glance {
    return {
      kind: "q",
      limit: this.limit,
      class: this.className,
      weight: this.#weightText,
      start: this.span.start,
      isWhole: this.#isWhole,
      epoch: this.epoch,
      held: Math.max(0, this.#held),
      debt: this.#debt + Math.max(0, -this.#held),
    };
  }

  get #weightText(): string {
    return this.#weight === null ? "" : `${this.#weight.weightRequests}/${this.#weight.weightTransactions}`;
  }

  question(at: number): Question {
    const isIdle = this.isIdle(at);
    const isFirst = !this.#isAsking;
    const back = isFirst && isIdle ? Math.max(0, this.#held) : 0;
    const debt = isFirst ? this.#debt + Math.max(0, -this.#held) : 0;
    if (isFirst) {
      if (back > 0 || this.#held < 0) this.#held = 0;
      this.#debt = 0;
    }
    this.#isAsking = true;
    return {
      ask: {
        kind: "q",
        limit: this.limit,
        class: this.className,
        weight: this.#weightText,
        start: this.span.start,
        ends: this.span.end,
        isWhole: this.#isWhole,
        isBytes: this.#isBytes ? 1 : 0,
        isSoft: this.isSoft ? 1 : 0,
        debt,
        back,
        ahead: isFirst && !isIdle ? 1 : 0,
        epoch: this.epoch,
      },
      hear: (answer, sentAt) => {
        if (isFirst) this.#isAsking = false;
        this.#hear(answer, sentAt, debt - back);
      },
      lose: () => {
        if (isFirst) this.#isAsking = false;
        // Given back twice would be counted as never used; owed twice only as used.
        this.#debt += debt;
      },
      late: ({ status, held }, admitted) => {
        if (status !== 0) return;
        this.#held += held + debt + (this.#isBytes ? 0 : admitted);
      },
    };
  }

  #hear({ epoch, status, left, held }: ScopeAnswer, sentAt: number, change: number): void {
    this.lack = LACKS[status] ?? "";
    if (this.lack === "") {
      this.epoch = epoch;
      this.#held += held;
      this.#lot = held;
      this.#left = Math.max(0, left);
    } else if (change > 0) this.#debt += change;
    else this.#held -= change;
    const isRefused = this.lack === "" ? left < 1 && this.#held < 1 : this.lack === "others";
    this.#refusedUntil = isRefused ? sentAt + REFUSED_MS : Number.NEGATIVE_INFINITY;
  }
}
