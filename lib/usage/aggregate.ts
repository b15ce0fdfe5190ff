import type { CallKind, UsageRecord } from "@/lib/edge/ports";
import { ACCEPTED_CODES, addToCell, addToValues, type Cell, KeyCells } from "./key-cells";
import { KindCounter, noteUse } from "./kind-counter";
import type { LastUsedRow, Rollups } from "./rollups";
import { newMap, slot } from "./slot";
import { MINUTE_MS } from "./units";

/**
 * Adds calls up: per minute and dimension, per hour and value, into the groups of the log, and finds each secret's first and
 * last accepted call.
 *
 * The sum of `requests` of the minutes is the number of calls; so is that of each dimension of the tops but `observed`,
 * which counts only calls that were observed, and `carrier`, which counts those that had the key in the query string. Lists come sorted, so that two instances that write the same rows lock them
 * in the same order.
 */
export class Aggregate {
  readonly #orgs = new Map<string, Map<string, KeyCells>>();
  readonly #lastUsed = new Map<string, LastUsedRow>();
  readonly #counters = new Map<CallKind, KindCounter>();
  /** Of minutes that were left behind, before others of the same kind were counted. */
  readonly #done: KindCounter[] = [];
  #calls = 0;

  get calls(): number {
    return this.#calls;
  }

  /** @param record Kept as it is while it may go into the log. */
  add(record: UsageRecord): void {
    const minuteMs = record.at - (record.at % MINUTE_MS);
    const { kind } = record;
    if (kind === undefined) {
      const cell = this.#cellOf(record, minuteMs);
      addToCell(cell, record);
      addToValues(cell.values, record, 1);
      noteUse(this.#lastUseOf(record), record.at, record.ip);
    } else {
      let counter = this.#counters.get(kind);
      if (counter === undefined || counter.minuteMs !== minuteMs) {
        if (counter !== undefined) this.#done.push(counter);
        counter = new KindCounter(kind, this.#cellOf(record, minuteMs), this.#lastUseOf(record));
        this.#counters.set(kind, counter);
      }
      counter.add(record);
    }
    this.#calls += 1;
  }

  #cellOf(record: UsageRecord, minuteMs: number): Cell {
    const { orgId, keyId } = record;
    const ofOrg = slot(this.#orgs, orgId, newMap<string, KeyCells>);
    return slot(ofOrg, keyId, () => new KeyCells(orgId, keyId)).cellOf(record, minuteMs);
  }

  /** Where to note that a secret was accepted; null when it was not. */
  #lastUseOf({ secretId, keyId, orgId, code, at, ip }: UsageRecord): LastUsedRow | null {
    if (secretId === "" || !ACCEPTED_CODES.has(code)) return null;
    return slot(this.#lastUsed, secretId, () => ({ secretId, keyId, orgId, firstMs: at, atMs: at, ip }));
  }

  sums(): Rollups {
    for (const counter of this.#done) counter.settle();
    for (const counter of this.#counters.values()) counter.settle();
    const keys = sorted(
      [...this.#orgs.values()].flatMap((ofOrg) => [...ofOrg.values()]),
      ["orgId", "keyId"],
    );
    // Key by key: the rows of one are few, and all of them together many to sort.
    return {
      calls: this.#calls,
      minutes: keys.flatMap((key) => {
        const rows = key.cells.map(({ row }) => row);
        return sorted(rows, ["minuteMs", "secretId", "productId", "classId", "status", "code"]);
      }),
      shapes: keys.flatMap((key) => sorted([...key.shapes()], ["minuteMs", "classId"])),
      tops: keys.flatMap((key) => sorted([...key.tops()], ["hourMs", "dimension", "value"])),
      lastUsed: sorted([...this.#lastUsed.values()], ["secretId"]),
      log: keys.flatMap((key) => key.groups),
    };
  }
}

/** All of these calls added up. */
export function aggregate(records: readonly UsageRecord[]): Rollups {
  const all = new Aggregate();
  for (const record of records) all.add(record);
  return all.sums();
}

function sorted<T>(rows: T[], by: readonly (keyof T)[]): T[] {
  return rows.sort((a, b) => {
    for (const name of by) {
      if (a[name] < b[name]) return -1;
      if (a[name] > b[name]) return 1;
    }
    return 0;
  });
}
