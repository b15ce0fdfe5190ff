import type { Limit, PolicyName } from "../limit";
import type { CallEnd, Endable } from "./call-lease";
import type { Claim } from "./counter-store";
import type { QuotaCount } from "./quota-count";
import type { Ruling } from "./rulings";

/** A quota as one call meets it. Bytes are known at the end of a call, so what is under way can pass the limit by itself. */
export class QuotaLimit implements Limit, Endable {
  readonly #ruling: Ruling;
  readonly #claim: Claim;
  readonly #count: QuotaCount;

  constructor(ruling: Ruling, claim: Claim, count: QuotaCount) {
    this.#ruling = ruling;
    this.#claim = claim;
    this.#count = count;
  }

  get policy(): PolicyName {
    return this.#ruling.policy;
  }

  get quota(): number {
    return this.#ruling.value;
  }

  get windowSeconds(): number {
    return (this.#count.span.end - this.#count.span.start) / 1000;
  }

  waitMs(at: number): number {
    const cost = this.#count.costOf(this.#claim.endpointClass);
    const fits = this.#count.used + cost <= this.#ruling.value;
    return fits ? 0 : Math.max(1, this.#restMs(at));
  }

  take(): void {
    if (this.#ruling.unit !== "bytes") this.#count.add(this.#claim.endpointClass, 1);
  }

  remaining(): number {
    return Math.max(0, this.#ruling.value - this.#count.used);
  }

  resetSeconds(at: number): number {
    return Math.max(1, Math.ceil(this.#restMs(at) / 1000));
  }

  end({ isRefunded, bytes }: CallEnd): void {
    const isOfBytes = this.#ruling.unit === "bytes";
    if (isOfBytes && !isRefunded) this.#count.add(this.#claim.endpointClass, bytes);
    if (!isOfBytes && isRefunded) this.#count.add(this.#claim.endpointClass, -1);
  }

  #restMs(at: number): number {
    return this.#count.span.end - (this.#claim.now + (at - this.#claim.at));
  }
}
