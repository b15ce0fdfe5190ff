import type { UsageRecord } from "@/lib/edge/ports";
import { bucketOf, type Histogram, histogramOf } from "./latency";
import { DIMENSIONS, type Dimension, dimensionValue } from "./top-dimensions";
import { HOUR_MS, MINUTE_MS } from "./units";

/** One row of `usage_minute` to be added. */
export type MinuteRow = {
  minuteMs: number;
  orgId: string;
  keyId: string;
  secretId: string;
  productId: string;
  classId: string;
  status: number;
  code: string;
  requests: number;
  bytesIn: number;
  bytesOut: number;
};

/** What is to be added to `usage_latency` and `usage_demand` for one minute, key and endpoint class. */
export type ShapeRow = {
  minuteMs: number;
  orgId: string;
  keyId: string;
  classId: string;
  /** Empty when no call was measured. */
  latency: Histogram;
  /** Calls that came to a limit in each second of the minute; null when none did. */
  demand: { admitted: readonly number[]; refused: readonly number[] } | null;
};

/** What is to be added to `usage_top`. */
export type TopRow = {
  hourMs: number;
  orgId: string;
  keyId: string;
  dimension: Dimension;
  value: string;
  requests: number;
};

/** `firstMs`: the earliest accepted call among those added up; `atMs` and `ip`: the latest. */
export type LastUsedRow = {
  secretId: string;
  keyId: string;
  orgId: string;
  firstMs: number;
  atMs: number;
  ip: string;
};

export type Rollups = { minutes: MinuteRow[]; shapes: ShapeRow[]; tops: TopRow[]; lastUsed: LastUsedRow[] };

/** Refusals by a limit: the call came as far as the limits do, and used none of them up. */
const LIMIT_CODES: ReadonlySet<string> = new Set(["concurrency_exceeded", "qps_exceeded", "quota_exceeded"]);

/**
 * Refusals that come after the secret was accepted: by a limit, and the upstream's own failures. Any other refusal code
 * means that the call was turned away because of who made it.
 */
const ACCEPTED_CODES: ReadonlySet<string> = new Set([
  "",
  ...LIMIT_CODES,
  "upstream_unreachable",
  "upstream_timeout",
]);

/**
 * Adds records up: per minute and dimension, per hour and value, and finds each secret's first and last accepted call.
 *
 * The sum of `requests` of the minutes is the number of records; so is that of each dimension of the tops but `observed`,
 * which counts only calls that were observed. All lists come sorted by their table's key, so that two instances that
 * write the same rows lock them in the same order.
 */
export function aggregate(records: readonly UsageRecord[]): Rollups {
  const keys = new Map<string, Map<string, KeySlot>>();
  const lastUsed = new Map<string, LastUsedRow>();
  for (const record of records) {
    const { orgId, keyId } = record;
    const ofOrg = slot(keys, orgId, newMap<string, KeySlot>);
    slot(ofOrg, keyId, () => new KeySlot(orgId, keyId)).add(record);
    if (record.secretId !== "" && ACCEPTED_CODES.has(record.code)) noteUse(lastUsed, record);
  }
  const all = [...keys.values()].flatMap((ofOrg) => [...ofOrg.values()]);
  return {
    minutes: sorted(
      all.flatMap((key) => key.minutes),
      ["orgId", "keyId", "minuteMs", "secretId", "productId", "classId", "status", "code"],
    ),
    shapes: sorted(
      all.flatMap((key) => [...key.shapes()]),
      ["orgId", "keyId", "minuteMs", "classId"],
    ),
    tops: sorted(
      all.flatMap((key) => [...key.tops()]),
      ["orgId", "keyId", "hourMs", "dimension", "value"],
    ),
    lastUsed: sorted([...lastUsed.values()], ["secretId"]),
  };
}

type Shape = { latency: Map<number, number>; admitted: number[]; refused: number[]; hasDemand: boolean };

type ByStatus = Map<number, MinuteRow>;
type ByCode = Map<string, ByStatus>;
type ByClass = Map<string, ByCode>;
type ByProduct = Map<string, ByClass>;

/** The counters of one key. Each is found by walking from slot to slot; no key is ever put together from parts. */
class KeySlot {
  readonly #orgId: string;
  readonly #keyId: string;
  readonly minutes: MinuteRow[] = [];
  readonly #rows = new Map<number, Map<string, ByProduct>>();
  readonly #shapes = new Map<number, Map<string, Shape>>();
  readonly #hours = new Map<number, Record<Dimension, Map<string, number>>>();

  constructor(orgId: string, keyId: string) {
    this.#orgId = orgId;
    this.#keyId = keyId;
  }

  add(record: UsageRecord): void {
    const minuteMs = Math.floor(record.at / MINUTE_MS) * MINUTE_MS;
    this.#addMinute(record, minuteMs);
    const shape = slot(slot(this.#shapes, minuteMs, newMap<string, Shape>), record.classId, newShape);
    if (record.latencyMs > 0) increment(shape.latency, bucketOf(record.latencyMs));
    addDemand(shape, record, Math.floor((record.at - minuteMs) / 1000));
    const hour = slot(this.#hours, Math.floor(record.at / HOUR_MS) * HOUR_MS, newDimensions);
    for (const dimension of DIMENSIONS) {
      const value = dimensionValue(record, dimension);
      if (value !== null) increment(hour[dimension], value);
    }
  }

  #addMinute(record: UsageRecord, minuteMs: number): void {
    const { secretId, productId, classId, status, code } = record;
    const ofMinute = slot(this.#rows, minuteMs, newMap<string, ByProduct>);
    const ofSecret = slot(ofMinute, secretId, newMap<string, ByClass>);
    const ofProduct = slot(ofSecret, productId, newMap<string, ByCode>);
    const ofClass = slot(ofProduct, classId, newMap<string, ByStatus>);
    const ofCode = slot(ofClass, code, newMap<number, MinuteRow>);
    const row = slot(ofCode, status, () => {
      const of = {
        minuteMs,
        orgId: this.#orgId,
        keyId: this.#keyId,
        secretId,
        productId,
        classId,
        status,
        code,
      };
      const fresh: MinuteRow = { ...of, requests: 0, bytesIn: 0, bytesOut: 0 };
      this.minutes.push(fresh);
      return fresh;
    });
    row.requests += 1;
    row.bytesIn += record.bytesIn;
    row.bytesOut += record.bytesOut;
  }

  *shapes(): Generator<ShapeRow> {
    const { orgId, keyId } = { orgId: this.#orgId, keyId: this.#keyId };
    for (const [minuteMs, ofMinute] of this.#shapes) {
      for (const [classId, { latency, admitted, refused, hasDemand }] of ofMinute) {
        const demand = hasDemand ? { admitted, refused } : null;
        yield { minuteMs, orgId, keyId, classId, latency: histogramOf(latency), demand };
      }
    }
  }

  *tops(): Generator<TopRow> {
    for (const [hourMs, dimensions] of this.#hours) {
      for (const dimension of DIMENSIONS) {
        for (const [value, requests] of dimensions[dimension]) {
          yield { hourMs, orgId: this.#orgId, keyId: this.#keyId, dimension, value, requests };
        }
      }
    }
  }
}

function addDemand(shape: Shape, { code }: UsageRecord, second: number): void {
  if (!ACCEPTED_CODES.has(code)) return;
  const side = LIMIT_CODES.has(code) ? shape.refused : shape.admitted;
  side[second] = (side[second] ?? 0) + 1;
  shape.hasDemand = true;
}

function noteUse(lastUsed: Map<string, LastUsedRow>, { secretId, keyId, orgId, at, ip }: UsageRecord): void {
  const row = slot(lastUsed, secretId, () => ({ secretId, keyId, orgId, firstMs: at, atMs: at, ip }));
  row.firstMs = Math.min(row.firstMs, at);
  if (row.atMs <= at) Object.assign(row, { atMs: at, ip });
}

function newMap<K, V>(): Map<K, V> {
  return new Map<K, V>();
}

function newShape(): Shape {
  const seconds = () => Array.from({ length: 60 }, () => 0);
  return { latency: new Map(), admitted: seconds(), refused: seconds(), hasDemand: false };
}

function newDimensions(): Record<Dimension, Map<string, number>> {
  const maps = DIMENSIONS.map((dimension) => [dimension, new Map<string, number>()] as const);
  return Object.fromEntries(maps) as Record<Dimension, Map<string, number>>;
}

function slot<K, V>(slots: Map<K, V>, key: K, make: () => V): V {
  const found = slots.get(key);
  if (found !== undefined) return found;
  const made = make();
  slots.set(key, made);
  return made;
}

function increment<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
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
