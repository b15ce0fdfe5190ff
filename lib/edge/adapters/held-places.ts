import type { UnderWay } from "../limits/under-way";
import type { Glance, Question, Scope } from "./counter-asks";

/** The limit of calls under way on all instances, as this instance sees it. Each tells how many it has; the sum counts. */
export class HeldPlaces implements Scope {
  readonly keys: readonly string[];
  limit = 0;
  readonly #underWay: UnderWay;
  readonly #scope: string;
  /** Calls that wait to be asked for, and calls that were and have no answer yet. */
  #queued = 0;
  #sent = 0;
  #left = 0;

  constructor(tag: string, scope: string, underWay: UnderWay) {
    this.keys = [`kw:{${tag}}:c:${scope}`];
    this.#underWay = underWay;
    this.#scope = scope;
  }

  queue(): void {
    this.#queued += 1;
  }

  get remaining(): number {
    return Math.max(0, Math.min(this.limit, this.#left));
  }

  glance(): Glance {
    return { kind: "c", limit: this.limit, mine: this.#underWay.of(this.#scope) };
  }

  question(): Question {
    const queued = this.#queued;
    const mine = this.#underWay.of(this.#scope) + this.#sent;
    this.#queued = 0;
    this.#sent += queued;
    const answered = () => {
      this.#sent -= queued;
    };
    return {
      ask: { kind: "c", limit: this.limit, mine },
      hear: ({ left }) => {
        answered();
        this.#left = left;
      },
      lose: answered,
    };
  }
}
