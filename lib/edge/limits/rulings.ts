import type { PolicyName } from "../limit";
import type { ClassEntry, KeyEntry, LimitEntry } from "../ports";

/** One limit a call is held against: what is counted, for whom, and how much may be. */
export type Ruling = {
  readonly policy: PolicyName;
  readonly kind: LimitEntry["kind"];
  readonly unit: LimitEntry["unit"];
  /** The key's or the org's ID. */
  readonly ownerId: string;
  /** Only calls of this endpoint class are counted; null = all together. */
  readonly classId: string | null;
  /** Names the counter, whatever its limit is at the moment. */
  readonly scope: string;
  readonly value: number;
  readonly isSoft: boolean;
  /** Since when this has been limited without a gap, Unix milliseconds. */
  readonly since: number;
};

/** The limits of one key's calls of one endpoint class, true from `from` (inclusive) to `until` (exclusive). */
export type Rulings = {
  /** Queries per second of key and class come first; they never miss. */
  readonly list: readonly [Ruling, ...Ruling[]];
  readonly from: number;
  readonly until: number;
  /** The class they were worked out for, default included. */
  readonly endpointClass: ClassEntry;
};

/**
 * Which limits hold for a call at a moment.
 *
 * Of the contracts for one thing that hold at that moment the one that began last is in force (of two, the higher), so
 * that a grant for a while ends by itself in what was there before. It takes the place of the class's default. What the
 * customer set can only lower it. Queries per second belong to a key in each class by itself: without a class such a
 * limit holds in each that has none of its own. All other limits without a class count all calls together.
 */
export function rulingsOf(key: KeyEntry, endpointClass: ClassEntry, now: number): Rulings {
  const { id: classId } = endpointClass;
  const ofKey = key.limits.filter((entry) => entry.classId === null || entry.classId === classId);
  const ofOrg = key.org.limits.filter((entry) => entry.classId === null || entry.classId === classId);
  const list: [Ruling, ...Ruling[]] = [qpsOf(key.keyId, ofKey, endpointClass, now)];
  for (const group of groupsOf(ofKey.filter(({ kind }) => kind !== "qps"))) {
    const ruling = rulingOf(group, key.keyId, false, now);
    if (ruling !== null) list.push(ruling);
  }
  for (const group of groupsOf(ofOrg)) {
    const ruling = rulingOf(group, key.orgId, true, now);
    if (ruling !== null) list.push(ruling);
  }
  return { list, endpointClass, ...heldBetween([...ofKey, ...ofOrg], now) };
}

function qpsOf(
  keyId: string,
  entries: readonly LimitEntry[],
  { id, defaultQps }: ClassEntry,
  now: number,
): Ruling {
  const active = entries.filter((entry) => entry.kind === "qps" && holds(entry, now));
  const own = active.filter(({ classId }) => classId !== null);
  const contract = contractOf(own) ?? contractOf(active);
  const lowest = Math.min(contract?.value ?? defaultQps, ...customersOf(active).map(({ value }) => value));
  return {
    policy: "qps",
    kind: "qps",
    unit: "requests",
    ownerId: keyId,
    classId: id,
    scope: `${keyId}|qps|${id}`,
    value: lowest,
    isSoft: false,
    since: 0,
  };
}

function rulingOf(group: readonly LimitEntry[], ownerId: string, isOrg: boolean, now: number): Ruling | null {
  const active = group.filter((entry) => holds(entry, now));
  const contract = contractOf(active);
  const candidates = contract === undefined ? customersOf(active) : [contract, ...customersOf(active)];
  const first = candidates[0];
  if (first === undefined) return null;
  const winner = candidates.reduce((low, entry) => (isStricter(entry, low) ? entry : low), first);
  const { kind, unit, classId } = winner;
  return {
    policy: policyOf(winner, isOrg),
    kind,
    unit,
    ownerId,
    classId,
    scope: `${ownerId}|${kind}|${unit}|${classId ?? ""}`,
    value: winner.value,
    isSoft: winner.isSoft,
    since: Math.min(...active.map(({ from }) => from)),
  };
}

/** Entries about the same thing, in the order of their first. */
function groupsOf(entries: readonly LimitEntry[]): LimitEntry[][] {
  const groups = new Map<string, LimitEntry[]>();
  for (const entry of entries) {
    const name = `${entry.kind}|${entry.unit}|${entry.classId ?? ""}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [entry]);
    else group.push(entry);
  }
  return [...groups.values()];
}

function holds({ from, until }: LimitEntry, now: number): boolean {
  return from <= now && (until === null || now < until);
}

function contractOf(active: readonly LimitEntry[]): LimitEntry | undefined {
  let latest: LimitEntry | undefined;
  for (const entry of active) {
    if (entry.source !== "contract") continue;
    const isLater =
      latest === undefined ||
      entry.from > latest.from ||
      (entry.from === latest.from && entry.value > latest.value);
    if (isLater) latest = entry;
  }
  return latest;
}

function customersOf(active: readonly LimitEntry[]): LimitEntry[] {
  return active.filter(({ source }) => source === "customer");
}

/** Lower, or as low and without mercy. */
function isStricter(entry: LimitEntry, than: LimitEntry): boolean {
  return entry.value < than.value || (entry.value === than.value && than.isSoft && !entry.isSoft);
}

function policyOf({ kind, unit }: LimitEntry, isOrg: boolean): PolicyName {
  if (kind === "qps_address") return "qps-address";
  if (kind === "qps") return "qps-org";
  if (kind === "concurrency") return isOrg ? "concurrency-org" : "concurrency";
  const owner = isOrg ? "-org" : "";
  const counted = unit === "requests" ? "" : unit === "bytes" ? "-bytes" : "-transactions";
  return `${kind}${owner}${counted}` as const;
}

function heldBetween(entries: readonly LimitEntry[], now: number): { from: number; until: number } {
  let from = Number.NEGATIVE_INFINITY;
  let until = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    for (const moment of [entry.from, entry.until]) {
      if (moment === null) continue;
      if (moment <= now) from = Math.max(from, moment);
      else until = Math.min(until, moment);
    }
  }
  return { from, until };
}

/** The rulings of each key's entry, worked out once per class and again when a limit begins or ends. */
export class RulingsCache {
  readonly #byEntry = new WeakMap<object, Map<string, Rulings>>();

  of(key: KeyEntry, endpointClass: ClassEntry, now: number): Rulings {
    const entry = key.identity ?? key;
    let byClass = this.#byEntry.get(entry);
    if (byClass === undefined) {
      byClass = new Map();
      this.#byEntry.set(entry, byClass);
    }
    const known = byClass.get(endpointClass.id);
    // The default of the class is the catalog's, which changes without the key.
    if (known?.endpointClass === endpointClass && now >= known.from && now < known.until) return known;
    const rulings = rulingsOf(key, endpointClass, now);
    byClass.set(endpointClass.id, rulings);
    return rulings;
  }
}
