import type { CallKind, UsageRecord } from "@/lib/edge/ports";
import { addDemand, addToValues, type Cell, increment } from "./key-cells";
import { bucketOf } from "./latency";
import { offerToLog } from "./log-groups";
import type { LastUsedRow } from "./rollups";

/**
 * Calls of one kind in one minute. They all go into the same cell, so each costs only what is its own; the cell has them
 * once they are settled.
 */
export class KindCounter {
  readonly minuteMs: number;
  readonly #kind: CallKind;
  readonly #cell: Cell;
  readonly #demand: number[] | null;
  readonly #use: LastUsedRow | null;
  #calls = 0;
  #bytesIn = 0;
  #bytesOut = 0;
  /** Buckets of the durations, call by call. */
  #latencies: number[] = [];
  #hasLogRoom = true;

  constructor(kind: CallKind, cell: Cell, use: LastUsedRow | null) {
    this.minuteMs = cell.row.minuteMs;
    this.#kind = kind;
    this.#cell = cell;
    this.#demand = cell.demand;
    this.#use = use;
  }

  add(record: UsageRecord): void {
    this.#calls += 1;
    this.#bytesIn += record.bytesIn;
    this.#bytesOut += record.bytesOut;
    if (record.latencyMs > 0) this.#latencies.push(bucketOf(record.latencyMs));
    if (this.#demand !== null) addDemand(this.#demand, record.at - this.minuteMs);
    if (this.#hasLogRoom) this.#hasLogRoom = offerToLog(this.#cell.group, record);
    if (this.#use !== null) noteUse(this.#use, record.at, this.#kind.ip);
  }

  /** Adds to the cell what it does not have yet. */
  settle(): void {
    const { row, shape, values, group } = this.#cell;
    if (this.#calls === 0) return;
    row.requests += this.#calls;
    row.bytesIn += this.#bytesIn;
    row.bytesOut += this.#bytesOut;
    group.calls += this.#calls;
    addToValues(values, this.#kind, this.#calls);
    for (const bucket of this.#latencies) increment(shape.latency, bucket, 1);
    this.#calls = 0;
    this.#bytesIn = 0;
    this.#bytesOut = 0;
    this.#latencies = [];
  }
}

/** Notes that a secret was accepted, unless there is nothing to note it in. */
export function noteUse(use: LastUsedRow | null, at: number, ip: string): void {
  if (use === null) return;
  if (at < use.firstMs) use.firstMs = at;
  if (at >= use.atMs) {
    use.atMs = at;
    use.ip = ip;
  }
}
