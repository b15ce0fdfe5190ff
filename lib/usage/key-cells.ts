import type { CallKind, UsageRecord } from "@/lib/edge/ports";
import { bucketOf, histogramOf } from "./latency";
import { groupFor, type LogGroup, offerToLog } from "./log-groups";
import type { MinuteRow, ShapeRow, TopRow } from "./rollups";
import { newMap, slot } from "./slot";
import { DIMENSIONS, type Dimension, networkOf } from "./top-dimensions";
import { HOUR_MS } from "./units";

/** Refusals by a limit: the call came as far as the limits do, and used none of them up. */
const LIMIT_CODES: ReadonlySet<string> = new Set(["concurrency_exceeded", "qps_exceeded", "quota_exceeded"]);

/**
 * Refusals that come after the secret was accepted: by a limit, and the upstream's own failures. Any other refusal code
 * means that the call was turned away because of who made it.
 */
export const ACCEPTED_CODES: ReadonlySet<string> = new Set([
  "",
  ...LIMIT_CODES,
  "upstream_unreachable",
  "upstream_timeout",
]);

/** Demand is null until a call comes as far as the limits. */
type Shape = {
  readonly latency: Map<number, number>;
  demand: { admitted: number[]; refused: number[] } | null;
};
type Values = Record<Exclude<Dimension, "network">, Map<string, number>>;

/** All that calls of one minute, secret, class, code and status are added to. */
export type Cell = {
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

/** All counters of one key. Each is found by walking from slot to slot; no name is ever put together from parts. */
export class KeyCells {
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

  cellOf(record: UsageRecord, minuteMs: number): Cell {
    if (this.#recent === undefined || !isOf(this.#recent.row, record, minuteMs)) {
      this.#recent = this.#findCell(record, minuteMs);
    }
    return this.#recent;
  }

  #findCell(record: UsageRecord, minuteMs: number): Cell {
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
      for (const [classId, { latency, demand }] of ofMinute) {
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

/** Adds a call to all that its cell is of but the values it shares with others. */
export function addToCell({ row, shape, demand, group }: Cell, record: UsageRecord): void {
  row.requests += 1;
  row.bytesIn += record.bytesIn;
  row.bytesOut += record.bytesOut;
  if (record.latencyMs > 0) increment(shape.latency, bucketOf(record.latencyMs), 1);
  if (demand !== null) addDemand(demand, record.at - row.minuteMs);
  offerToLog(group, record);
  group.calls += 1;
}

/** Notes a call that came as far as the limits, so many milliseconds after the minute began. */
export function addDemand(demand: number[], ms: number): void {
  const second = Math.floor(ms / 1000);
  demand[second] = (demand[second] ?? 0) + 1;
}

/** Adds so many calls of a kind to the values they have in common. */
export function addToValues(values: Values, kind: CallKind, calls: number): void {
  increment(values.ip, kind.ip, calls);
  increment(values.agent, kind.agent, calls);
  increment(values.referrer, kind.referrer, calls);
  increment(values.endpoint, kind.endpoint, calls);
  increment(values.country, kind.country, calls);
  increment(values.access, kind.access, calls);
  if (kind.inQuery) increment(values.carrier, "query", calls);
  if (kind.observed.length > 0) increment(values.observed, kind.observed.join("+"), calls);
}

function demandOf(shape: Shape, code: string): number[] | null {
  if (!ACCEPTED_CODES.has(code)) return null;
  shape.demand ??= { admitted: seconds(), refused: seconds() };
  return LIMIT_CODES.has(code) ? shape.demand.refused : shape.demand.admitted;
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

function seconds(): number[] {
  return new Array<number>(60).fill(0);
}

function newShape(): Shape {
  return { latency: new Map(), demand: null };
}

function newValues(): Values {
  const [ip, agent, referrer, endpoint] = [new Map(), new Map(), new Map(), new Map()];
  const [country, access, observed, carrier] = [new Map(), new Map(), new Map(), new Map()];
  return { ip, agent, referrer, endpoint, country, access, observed, carrier };
}

/** Adds to the number a key stands for. */
export function increment<K>(counts: Map<K, number>, key: K, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
