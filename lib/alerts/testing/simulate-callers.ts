import { judgeStrangers } from "../judge-strangers";
import type { AlertKindName } from "../kinds";
import { CALLERS_LEARNED_MS, type CallerDimension, type Known } from "../newcomers";
import { usualRule } from "../rules";
import { Random } from "./random";

/** What became of some key-years of callers. */
export type CallersOutcome = { keyMonths: number; falseAlarms: number; injected: number; missed: string[] };

const DAY_MS = 86_400_000;
const START_MS = 1_772_452_800_000;

/** Whom a key belongs to: its values are drawn so that each next one is rarer, `calls` times a day. */
const CROWDS = [
  { name: "server", share: 0.5, networks: 2, countries: 1, agents: 1, calls: 30, skew: 0.5 },
  { name: "cluster", share: 0.27, networks: 6, countries: 2, agents: 2, calls: 60, skew: 0.8 },
  { name: "office", share: 0.08, networks: 7, countries: 3, agents: 4, calls: 6, skew: 2 },
  { name: "public", share: 0.15, networks: 4_000, countries: 90, agents: 60, calls: 100, skew: 1.1 },
] as const;

/** Keys of all crowds, watched day by day over a year; at its end a caller comes who never came. */
export function simulateCallers(seed: number, keys: number, days: number): CallersOutcome {
  const random = new Random(seed);
  const outcome: CallersOutcome = {
    keyMonths: (keys * days) / 30.4,
    falseAlarms: 0,
    injected: 0,
    missed: [],
  };
  for (let at = 0; at < keys; at++) {
    const crowd = crowdAt((at + 0.5) / keys);
    const key = new CalledKey(`key_${at}`);
    for (let day = 0; day < days; day++) {
      outcome.falseAlarms += key.see(day, "network", drawn(random, crowd.networks, crowd));
      outcome.falseAlarms += key.see(day, "country", drawn(random, crowd.countries, crowd));
      outcome.falseAlarms += key.see(day, "agent", drawn(random, crowd.agents, crowd));
    }
    if (crowd.name === "public") continue;
    for (const dimension of ["country", "network"] as const) {
      outcome.injected += 1;
      if (key.see(days, dimension, new Set(["strange"])) === 0)
        outcome.missed.push(`${crowd.name} ${dimension}`);
    }
  }
  return outcome;
}

class CalledKey {
  readonly #id: string;
  readonly #known = new Map<
    CallerDimension,
    { values: Set<string>; newcomers: { value: string; ms: number }[] }
  >();

  constructor(id: string) {
    this.#id = id;
  }

  /** How many alerts the callers of a day are worth. */
  see(day: number, dimension: CallerDimension, values: ReadonlySet<string>): number {
    const nowMs = START_MS + day * DAY_MS;
    const known = this.#known.get(dimension) ?? { values: new Set<string>(), newcomers: [] };
    this.#known.set(dimension, known);
    const strangers = [...values]
      .filter((value) => !known.values.has(value))
      .map((value) => ({ orgId: "org_1", keyId: this.#id, dimension, value, calls: 1 }));
    const stored: Known = { count: known.values.size, sinceMs: START_MS, newcomers: known.newcomers };
    const { remember, alerts } = judgeStrangers({
      key: { id: this.#id, orgId: "org_1", name: "Web", createdById: "usr_1" },
      strangers,
      known: known.values.size === 0 ? new Map() : new Map([[`${this.#id} ${dimension}`, stored]]),
      learned: new Set(),
      ruleOf: (_org, _key, kind: AlertKindName) => usualRule(kind),
      now: new Date(nowMs),
    });
    for (const { value } of remember) {
      known.values.add(value);
      if (nowMs - START_MS >= CALLERS_LEARNED_MS) known.newcomers.push({ value, ms: nowMs });
    }
    return alerts.length;
  }
}

function crowdAt(share: number): (typeof CROWDS)[number] {
  let rest = share;
  for (const crowd of CROWDS) {
    if (rest < crowd.share) return crowd;
    rest -= crowd.share;
  }
  return CROWDS[0];
}

/** The values that a day's calls come with. */
function drawn(random: Random, count: number, { calls, skew }: { calls: number; skew: number }): Set<string> {
  const values = new Set<string>();
  const sums = sumsOf(count, skew);
  const total = sums.at(-1) ?? 0;
  for (let call = 0; call < calls; call++) values.add(String(firstAtLeast(sums, random.next() * total)));
  return values;
}

const SUMS = new Map<string, readonly number[]>();

function sumsOf(count: number, skew: number): readonly number[] {
  const name = `${count} ${skew}`;
  let total = 0;
  const sums =
    SUMS.get(name) ??
    Array.from({ length: count }, (_, at) => {
      total += 1 / (at + 1) ** skew;
      return total;
    });
  SUMS.set(name, sums);
  return sums;
}

function firstAtLeast(sums: readonly number[], wanted: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
