import type { UsageRecord } from "@/lib/edge/ports";
import { bucketOf, histogramOf } from "./latency";
import { addToGroup, groupFor, type LogGroup } from "./log-groups";
import type { LastUsedRow, MinuteRow, Rollups, ShapeRow, TopRow } from "./rollups";
import { DIMENSIONS, type Dimension, networkOf } from "./top-dimensions";
import { HOUR_MS, MINUTE_MS } from "./units";

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
 * Adds calls up: per minute and dimension, per hour and value, into the groups of the log, and finds each secret's first and
 * last accepted call.
 *
 * The sum of `requests` of the minutes is the number of calls; so is that of each dimension of the tops but `observed`,
 * which counts only calls that were observed. Lists come sorted, so that two instances that write the same rows lock them
 * in the same order.
 */
export class Aggregate {
  readonly #orgs = new Map<string, Map<string, KeySlot>>();
  readonly #lastUsed = new Map<string, LastUsedRow>();
  #recent: KeySlot | undefined;
  #calls = 0;

  get calls(): number {
    return this.#calls;
  }

  /** @param record Kept as it is while it may go into the log: plain data, not a view of a call. */
  add(record: UsageRecord): void {
    const { orgId, keyId, secretId, code } = record;
    let key = this.#recent;
    if (key === undefined || key.keyId !== keyId || key.orgId !== orgId) {
      const ofOrg = slot(this.#orgs, orgId, newMap<string, KeySlot>);
      key = slot(ofOrg, keyId, () => new KeySlot(orgId, keyId));
      this.#recent = key;
    }
    key.add(record);
    if (secretId !== "" && ACCEPTED_CODES.has(code)) noteUse(this.#lastUsed, record);
    this.#calls += 1;
  }

  sums(): Rollups {
    const keys = [...this.#orgs.values()].flatMap((ofOrg) => [...ofOrg.values()]);
    return {
      calls: this.#calls,
      minutes: sorted(
        keys.flatMap((key) => key.cells.map(({ row }) => row)),
        ["orgId", "keyId", "minuteMs", "secretId", "productId", "classId", "status", "code"],
      ),
      shapes: sorted(
        keys.flatMap((key) => [...key.shapes()]),
        ["orgId", "keyId", "minuteMs", "classId"],
      ),
      tops: sorted(
        keys.flatMap((key) => [...key.tops()]),
        ["orgId", "keyId", "hourMs", "dimension", "value"],
      ),
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

type Shape = { latency: Map<number, number>; admitted: number[]; refused: number[]; hasDemand: boolean };
type Values = Record<Exclude<Dimension, "network">, Map<string, number>>;

/** All that calls of one minute, secret, class, code and status are added to. */
type Cell = {
  readonly row: MinuteRow;
  readonly shape: Shape;
  /** Seconds of the demand they belong to; null when they never came to a limit. */
  readonly demand: number[] | null;
  readonly values: Values;
  readonly group: LogGroup;
};

type ByStatus = Map<number, Cell>;
type ByCode = Map<string, ByStatus>;
type ByClass = Map<string, ByCode>;
type ByProduct = Map<string, ByClass>;

/** The counters of one key. Each is found by walking from slot to slot; no name is ever put together from parts. */
class KeySlot {
  readonly orgId: string;
  readonly keyId: string;
  readonly cells: Cell[] = [];
  readonly groups: LogGroup[] = [];
  readonly #cells = new Map<number, Map<string, ByProduct>>();
  readonly #shapes = new Map<number, Map<string, Shape>>();
  readonly #hours = new Map<number, Values>();
  readonly #refusals = new Map<number, Map<string, LogGroup>>();
  #recent: Cell | undefined;

  constructor(orgId: string, keyId: string) {
    this.orgId = orgId;
    this.keyId = keyId;
  }

  add(record: UsageRecord): void {
    const minuteMs = record.at - (record.at % MINUTE_MS);
    let cell = this.#recent;
    if (cell === undefined || !isOf(cell.row, record, minuteMs)) {
      cell = this.#cellOf(record, minuteMs);
      this.#recent = cell;
    }
    const { row, shape, demand, values } = cell;
    row.requests += 1;
    row.bytesIn += record.bytesIn;
    row.bytesOut += record.bytesOut;
    if (record.latencyMs > 0) increment(shape.latency, bucketOf(record.latencyMs));
    if (demand !== null) {
      const second = Math.floor((record.at - minuteMs) / 1000);
      demand[second] = (demand[second] ?? 0) + 1;
      shape.hasDemand = true;
    }
    increment(values.ip, record.ip);
    increment(values.agent, record.agent);
    increment(values.referrer, record.referrer);
    increment(values.endpoint, record.endpoint);
    increment(values.country, record.country);
    increment(values.access, record.access);
    if (record.observed.length > 0) increment(values.observed, record.observed.join("+"));
    addToGroup(cell.group, record);
  }

  #cellOf(record: UsageRecord, minuteMs: number): Cell {
    const { secretId, productId, classId, status, code } = record;
    const ofMinute = slot(this.#cells, minuteMs, newMap<string, ByProduct>);
    const ofSecret = slot(ofMinute, secretId, newMap<string, ByClass>);
    const ofProduct = slot(ofSecret, productId, newMap<string, ByCode>);
    const ofClass = slot(ofProduct, classId, newMap<string, ByStatus>);
    const ofCode = slot(ofClass, code, newMap<number, Cell>);
    return slot(ofCode, status, () => this.#newCell(record, minuteMs));
  }

  #newCell(record: UsageRecord, minuteMs: number): Cell {
    const { secretId, productId, classId, status, code } = record;
    const { orgId, keyId } = this;
    const of = { minuteMs, orgId, keyId, secretId, productId, classId, status, code };
    const shape = slot(slot(this.#shapes, minuteMs, newMap<string, Shape>), classId, newShape);
    const cell = {
      row: { ...of, requests: 0, bytesIn: 0, bytesOut: 0 },
      shape,
      demand: demandOf(shape, code),
      values: slot(this.#hours, record.at - (record.at % HOUR_MS), newValues),
      group: this.#groupOf(record, minuteMs),
    };
    this.cells.push(cell);
    return cell;
  }

  #groupOf(record: UsageRecord, minuteMs: number): LogGroup {
    const make = () => {
      const group = groupFor(record, minuteMs);
      this.groups.push(group);
      return group;
    };
    if (record.code !== "" || this.keyId === "") {
      return slot(slot(this.#refusals, minuteMs, newMap<string, LogGroup>), record.code, make);
    }
    // A sample's group is what a cell is.
    return make();
  }

  *shapes(): Generator<ShapeRow> {
    const { orgId, keyId } = this;
    for (const [minuteMs, ofMinute] of this.#shapes) {
      for (const [classId, { latency, admitted, refused, hasDemand }] of ofMinute) {
        const demand = hasDemand ? { admitted, refused } : null;
        yield { minuteMs, orgId, keyId, classId, latency: histogramOf(latency), demand };
      }
    }
  }

  *tops(): Generator<TopRow> {
    const { orgId, keyId } = this;
    for (const [hourMs, values] of this.#hours) {
      for (const dimension of DIMENSIONS) {
        const counts = dimension === "network" ? networksOf(values.ip) : values[dimension];
        for (const [value, requests] of counts) yield { hourMs, orgId, keyId, dimension, value, requests };
      }
    }
  }
}

function isOf(row: MinuteRow, record: UsageRecord, minuteMs: number): boolean {
  return (
    row.minuteMs === minuteMs &&
    row.status === record.status &&
    row.classId === record.classId &&
    row.secretId === record.secretId &&
    row.code === record.code &&
    row.productId === record.productId
  );
}

function demandOf(shape: Shape, code: string): number[] | null {
  if (!ACCEPTED_CODES.has(code)) return null;
  return LIMIT_CODES.has(code) ? shape.refused : shape.admitted;
}

/** Nobody looks up a network per call: it follows from the address. */
function networksOf(ips: ReadonlyMap<string, number>): Map<string, number> {
  const networks = new Map<string, number>();
  for (const [ip, calls] of ips) {
    const network = networkOf(ip);
    networks.set(network, (networks.get(network) ?? 0) + calls);
  }
  return networks;
}

function noteUse(lastUsed: Map<string, LastUsedRow>, { secretId, keyId, orgId, at, ip }: UsageRecord): void {
  const row = slot(lastUsed, secretId, () => ({ secretId, keyId, orgId, firstMs: at, atMs: at, ip }));
  if (at < row.firstMs) row.firstMs = at;
  if (at >= row.atMs) {
    row.atMs = at;
    row.ip = ip;
  }
}

function newMap<K, V>(): Map<K, V> {
  return new Map<K, V>();
}

function newShape(): Shape {
  const seconds = () => new Array<number>(60).fill(0);
  return { latency: new Map(), admitted: seconds(), refused: seconds(), hasDemand: false };
}

function newValues(): Values {
  const [ip, agent, referrer, endpoint] = [new Map(), new Map(), new Map(), new Map()];
  return { ip, agent, referrer, endpoint, country: new Map(), access: new Map(), observed: new Map() };
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
