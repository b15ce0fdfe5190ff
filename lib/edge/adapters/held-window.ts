import type { Glance, Question, Scope, ScopeAnswer } from "./counter-asks";

/** What is held ahead can be used for so long, and counts until a second later, used or not. */
const HOLD_MS = 10_000;
/** All instances together hold at most half a percent ahead: as much can be refused too early, and no more. */
const AHEAD_PART = 200;

/**
 * A window of one second that instances share, as this instance sees it.
 *
 * Small limits are asked for call by call. Of large ones a little is held ahead and renewed when half of it is gone;
 * it stands in Redis' log from the moment it is given out, so no span ever holds more than the limit.
 */
export class HeldWindow implements Scope {
  readonly keys: readonly string[];
  limit = 0;
  #left = 0;
  #lease = "";
  #held = 0;
  #heldUntil = 0;
  #used = 0;
  #isRenewing = false;
  #blockedUntil = 0;
  #live = 1;

  constructor(tag: string, scope: string) {
    this.keys = [`kw:{${tag}}:w:${scope}`, `kw:{${tag}}:s:${scope}`];
  }

  /** The limit and the number of instances of now. A raised limit opens at once what was full. */
  adjust(limit: number, live: number): void {
    if (limit !== this.limit) this.#blockedUntil = 0;
    this.limit = limit;
    this.#live = live;
  }

  /** Milliseconds until it is worth asking again, 0 for now. */
  waitMs(at: number): number {
    return Math.max(0, this.#blockedUntil - at);
  }

  /** Takes one call out of what is held. */
  hold(at: number): boolean {
    if (this.#held < 1 || at >= this.#heldUntil) return false;
    this.#held -= 1;
    this.#used += 1;
    this.#left = Math.max(0, this.#left - 1);
    return true;
  }

  /** Puts a call back that was refused elsewhere. */
  unhold(): void {
    if (this.#used < 1) return;
    this.#held += 1;
    this.#used -= 1;
  }

  /** Whether it is time to renew what is held. */
  get isLow(): boolean {
    const size = this.#size;
    return size > 0 && !this.#isRenewing && this.#held <= size / 2;
  }

  get remaining(): number {
    return Math.min(this.#left, this.limit);
  }

  glance(): Glance {
    return { kind: "w", limit: this.limit, held: this.#held };
  }

  question(at: number): Question {
    const size = this.#size;
    const kind = "w";
    const { limit } = this;
    if (size === 0 || this.#isRenewing) {
      const ask = { kind, limit, lease: "", used: 0, held: 0, ahead: 0, holdUs: 0 } as const;
      return { ask, hear: (answer, sentAt) => this.#note(answer, sentAt), lose: () => undefined };
    }
    if (at >= this.#heldUntil) this.#drop();
    const [used, held] = [this.#used, this.#held];
    this.#isRenewing = true;
    this.#used = 0;
    return {
      ask: {
        kind,
        limit,
        lease: this.#lease,
        used,
        held,
        ahead: Math.max(0, size - held),
        holdUs: HOLD_MS * 1000,
      },
      hear: (answer, sentAt) => this.#renew(answer, sentAt),
      lose: () => {
        this.#isRenewing = false;
        this.#drop();
      },
    };
  }

  #note({ left, extra }: ScopeAnswer, sentAt: number): void {
    this.#left = Math.max(0, left);
    this.#blockedUntil = left < 1 ? sentAt + extra / 1000 : 0;
  }

  #renew(answer: ScopeAnswer, sentAt: number): void {
    this.#note(answer, sentAt);
    this.#isRenewing = false;
    // What was taken out of it while the step was under way is told with the next one.
    this.#held = Math.max(0, answer.held - this.#used);
    this.#lease = answer.lease;
    this.#heldUntil = sentAt + HOLD_MS;
  }

  #drop(): void {
    this.#held = 0;
    this.#used = 0;
    this.#lease = "";
  }

  get #size(): number {
    const size = Math.floor(this.limit / AHEAD_PART / this.#live);
    return size < 2 ? 0 : size;
  }
}
