import type { UsageRecord, UsageSink } from "@/lib/edge/ports";

/** Upper ends of the latency buckets, in seconds. */
export const LATENCY_BUCKETS: readonly number[] = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
];

/** Beyond this many products the others are counted together. */
const MAX_PRODUCTS = 200;

/** Decided calls of one product that ended alike. */
export type CallCell = { readonly status: number; readonly code: string; calls: number };

export type Latency = { readonly buckets: number[]; seconds: number; calls: number };

/** What is known of the calls of one product since the process began. `""` is no product, `"other"` the rest. */
export type ProductCalls = {
  readonly productId: string;
  readonly cells: Map<number | string, CallCell>;
  readonly forwarded: Latency;
  readonly refused: Latency;
};

/**
 * Counts every decided call for metrics on its way to where it is metered.
 *
 * Costs three look-ups a call and no string. Bounded: products beyond 200 share a row, and codes and statuses are few.
 */
export class CallCounts implements UsageSink {
  readonly admitted?: (usage: UsageRecord) => void;
  readonly writeOut?: () => void;
  readonly #sink: UsageSink;
  readonly #products = new Map<string, ProductCalls>();

  constructor(sink: UsageSink) {
    this.#sink = sink;
    if (sink.admitted !== undefined) this.admitted = (usage) => sink.admitted?.(usage);
    if (sink.writeOut !== undefined) this.writeOut = () => sink.writeOut?.();
  }

  record(usage: UsageRecord): void {
    const { code, status } = usage;
    const product = this.#productOf(usage.productId);
    // A code has one status but for products that answer in another style; a forwarded call has its upstream's.
    const key = code === "" ? status : code;
    const cell = product.cells.get(key);
    if (cell === undefined) product.cells.set(key, { status, code, calls: 1 });
    else cell.calls += 1;
    observe(code === "" ? product.forwarded : product.refused, usage.latencyMs / 1000);
    this.#sink.record(usage);
  }

  products(): Iterable<ProductCalls> {
    return this.#products.values();
  }

  #productOf(id: string): ProductCalls {
    const known = this.#products.get(id);
    if (known !== undefined) return known;
    const productId = this.#products.size >= MAX_PRODUCTS ? "other" : id;
    const product = this.#products.get(productId) ?? newProduct(productId);
    this.#products.set(productId, product);
    return product;
  }
}

function newProduct(productId: string): ProductCalls {
  const latency = () => ({
    buckets: new Array<number>(LATENCY_BUCKETS.length).fill(0),
    seconds: 0,
    calls: 0,
  });
  return { productId, cells: new Map(), forwarded: latency(), refused: latency() };
}

function observe(latency: Latency, seconds: number): void {
  latency.calls += 1;
  latency.seconds += seconds;
  for (let at = 0; at < LATENCY_BUCKETS.length; at += 1) {
    if (seconds <= (LATENCY_BUCKETS[at] ?? 0)) {
      latency.buckets[at] = (latency.buckets[at] ?? 0) + 1;
      return;
    }
  }
}
