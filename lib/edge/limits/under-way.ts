import type { Limit, PolicyName } from "../limit";
import type { Endable } from "./call-lease";
import type { Ruling } from "./rulings";

/** Nobody knows when a call under way ends: the shortest wait there is. */
const UNKNOWN_MS = 1;

/** How many calls are under way, by scope. */
export class UnderWay {
  readonly #byScope = new Map<string, number>();

  of(scope: string): number {
    return this.#byScope.get(scope) ?? 0;
  }

  begin(scope: string): void {
    this.#byScope.set(scope, this.of(scope) + 1);
  }

  end(scope: string): void {
    const left = this.of(scope) - 1;
    if (left > 0) this.#byScope.set(scope, left);
    else this.#byScope.delete(scope);
  }

  /** Scopes with calls under way. */
  scopes(): IterableIterator<[string, number]> {
    return this.#byScope.entries();
  }

  limitOf(ruling: Ruling): Limit & Endable {
    return new Places(this, ruling);
  }
}

/** The limit of calls under way, as one call meets it. */
class Places implements Limit, Endable {
  readonly windowSeconds = 0;
  readonly quota: number;
  readonly policy: PolicyName;
  readonly #underWay: UnderWay;
  readonly #scope: string;

  constructor(underWay: UnderWay, { policy, value, scope }: Ruling) {
    this.policy = policy;
    this.quota = value;
    this.#underWay = underWay;
    this.#scope = scope;
  }

  waitMs(): number {
    return this.#underWay.of(this.#scope) < this.quota ? 0 : UNKNOWN_MS;
  }

  take(): void {
    this.#underWay.begin(this.#scope);
  }

  remaining(): number {
    return Math.max(0, this.quota - this.#underWay.of(this.#scope));
  }

  end(): void {
    this.#underWay.end(this.#scope);
  }
}
