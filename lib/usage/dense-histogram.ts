import { bucketOf, msOfBucket } from "./latency";
import { WrittenNumbers } from "./written-numbers";

const PLACES = bucketOf(Number.MAX_SAFE_INTEGER) + 1;

/** A histogram to which many others are added: a place for each bucket there is. */
export class DenseHistogram {
  readonly #counts = new Float64Array(PLACES);
  #total = 0;

  get total(): number {
    return this.#total;
  }

  /**
   * Adds a row's two arrays as Postgres writes them, `{1,2}`: to make numbers of them first would cost ten times as much.
   * @param by How often; below zero it is taken away.
   */
  add(buckets: string, counts: string, by = 1): void {
    const [bucketsLeft, countsLeft] = [new WrittenNumbers(buckets), new WrittenNumbers(counts)];
    while (!bucketsLeft.isAtEnd) {
      const bucket = bucketsLeft.next();
      const count = by * countsLeft.next();
      this.#counts[bucket] = (this.#counts[bucket] ?? 0) + count;
      this.#total += count;
    }
  }

  merge(other: DenseHistogram): void {
    if (other.total === 0) return;
    for (let i = 0; i < PLACES; i++) this.#counts[i] = (this.#counts[i] ?? 0) + (other.#counts[i] ?? 0);
    this.#total += other.total;
  }

  /** As `quantile` of the same histogram. */
  quantile(part: number): number | null {
    if (this.#total === 0) return null;
    const rank = Math.max(1, Math.ceil(part * this.#total));
    let seen = 0;
    for (let bucket = 0; bucket < PLACES; bucket++) {
      seen += this.#counts[bucket] ?? 0;
      if (seen >= rank) return msOfBucket(bucket);
    }
    return null;
  }
}
