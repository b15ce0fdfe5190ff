import { type DemandMinute, type DemandScope, readBreaches, readDemand } from "@/lib/usage/demand";
import { type Demand, demandOf } from "./demand";
import type { QpsEvidence } from "./evidence-schema";
import { EVIDENCE_DAYS } from "./schemas";
import { type WhatIf, whatIf } from "./what-if";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What past calls of a key in a class tell. */
export type Past = {
  evidence: QpsEvidence;
  /** Small enough for a page. */
  demand: Demand;
  /** The what-if over every second there is, exact for any limit that `whatIf` is exact for. */
  replay: (limit: number) => WhatIf;
};

/** The last 14 days of calls of a key in an endpoint class, up to `now`, from what was counted. */
export async function readPast(of: Omit<DemandScope, "from" | "to">, now: Date): Promise<Past> {
  const from = new Date(Math.floor((now.getTime() - EVIDENCE_DAYS * DAY_MS) / HOUR_MS) * HOUR_MS);
  const scope = { ...of, from, to: now };
  const [minutes, breaches] = await Promise.all([readDemand(scope), readBreaches(scope)]);
  const seconds = secondsOf(minutes, from, now);
  const start = from.getTime() / 1000;
  const demand = demandOf(seconds, start);
  let whole: Demand | undefined;
  return {
    evidence: evidenceOf({ from, to: now, demand, minutes, breaches }),
    demand,
    replay: (limit) => {
      whole ??= demandOf(seconds, start, Number.POSITIVE_INFINITY);
      return whatIf(whole, limit);
    },
  };
}

function secondsOf(minutes: readonly DemandMinute[], from: Date, to: Date): Uint32Array {
  const seconds = new Uint32Array(Math.ceil((to.getTime() - from.getTime()) / 1000));
  for (const { minuteMs, admitted, refused } of minutes) {
    const start = (minuteMs - from.getTime()) / 1000;
    for (const [second, calls] of admitted.entries())
      seconds[start + second] = calls + (refused[second] ?? 0);
  }
  return seconds;
}

type Gathered = {
  from: Date;
  to: Date;
  demand: Demand;
  minutes: readonly DemandMinute[];
  breaches: readonly { hourMs: number; breaches: number }[];
};

function evidenceOf({ from, to, demand, minutes, breaches }: Gathered): QpsEvidence {
  const hours = new Map<number, { peak: number; calls: number; refused: number }>();
  for (const { minuteMs, admitted, refused } of minutes) {
    const name = minuteMs - (minuteMs % HOUR_MS);
    const hour = hours.get(name) ?? { peak: 0, calls: 0, refused: 0 };
    hours.set(name, hour);
    for (const [second, calls] of admitted.entries()) {
      const turnedAway = refused[second] ?? 0;
      hour.peak = Math.max(hour.peak, calls + turnedAway);
      hour.calls += calls + turnedAway;
      hour.refused += turnedAway;
    }
  }
  const breachesByHour = new Array<number>(24).fill(0);
  const breachesOfDay = new Map<number, number>();
  for (const { hourMs, breaches: count } of breaches) {
    const hour = new Date(hourMs).getUTCHours();
    breachesByHour[hour] = (breachesByHour[hour] ?? 0) + count;
    const day = hourMs - (hourMs % DAY_MS);
    breachesOfDay.set(day, (breachesOfDay.get(day) ?? 0) + count);
  }
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    calls: demand.calls,
    peak: demand.peak,
    peakAt: demand.peakAt === null ? null : new Date(demand.peakAt * 1000).toISOString(),
    breaches: breachesByHour.reduce((all, count) => all + count, 0),
    hours: [...hours].map(([ms, hour]) => ({ at: new Date(ms).toISOString(), ...hour })),
    days: daysOf(from, to).map((dayMs) => {
      const ofDay = [...hours].filter(([ms]) => ms - (ms % DAY_MS) === dayMs).map(([, hour]) => hour);
      return {
        date: new Date(dayMs).toISOString().slice(0, 10),
        peak: Math.max(0, ...ofDay.map(({ peak }) => peak)),
        calls: ofDay.reduce((all, { calls }) => all + calls, 0),
        breaches: breachesOfDay.get(dayMs) ?? 0,
      };
    }),
    breachesByHour,
  };
}

function daysOf(from: Date, to: Date): number[] {
  const first = from.getTime() - (from.getTime() % DAY_MS);
  return Array.from({ length: Math.ceil((to.getTime() - first) / DAY_MS) }, (_, day) => first + day * DAY_MS);
}
