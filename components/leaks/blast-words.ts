import { formatExact } from "@/components/ui/format-number";
import type { BlastDimension } from "@/lib/leaks/blast-radius-schemas";
import type { CallerSince, CallersSince } from "@/lib/leaks/callers-since";

/** What each dimension is called, one and many, and a value that is empty. */
export const BLAST_WORDS = {
  ip: { title: "IP addresses", one: "address", many: "addresses", none: "unknown" },
  network: { title: "Networks", one: "network", many: "networks", none: "unknown" },
  country: { title: "Countries", one: "country", many: "countries", none: "not known" },
  agent: { title: "User agents", one: "user agent", many: "user agents", none: "none sent" },
  endpoint: { title: "Endpoints", one: "endpoint", many: "endpoints", none: "no endpoint" },
} as const satisfies Record<BlastDimension, { title: string; one: string; many: string; none: string }>;

/** The callers of one dimension, those that were never seen before apart; each list the heaviest first. */
export type Split = {
  fresh: CallerSince[];
  known: CallerSince[];
  freshCalls: number;
  knownCalls: number;
  /** Calls whose value was not told apart. */
  untold: number;
  /** One that looks new may have called before: the past was not told apart either. */
  isPastWhole: boolean;
};

/** Splits what called since a leak, in one dimension; the three numbers of calls add up to all of them. */
export function splitOf(callers: CallersSince, dimension: BlastDimension): Split {
  const values = callers.values.filter((caller) => caller.dimension === dimension);
  const fresh = values.filter(({ wasSeenBefore }) => !wasSeenBefore);
  const known = values.filter(({ wasSeenBefore }) => wasSeenBefore);
  return {
    fresh,
    known,
    freshCalls: callsOf(fresh),
    knownCalls: callsOf(known),
    untold: callers.untold[dimension],
    isPastWhole: callers.isPastWhole[dimension],
  };
}

function callsOf(callers: readonly CallerSince[]): number {
  return callers.reduce((total, { requests }) => total + requests, 0);
}

/** `3 new addresses`. */
export function newCount(dimension: BlastDimension, count: number): string {
  const { one, many } = BLAST_WORDS[dimension];
  return `${formatExact(count)} new ${count === 1 ? one : many}`;
}

/** How much of it is a stranger's, as far as can be told: "2 new addresses, 1 new country"; `null` when nothing is new. */
export function strangersSentence(callers: CallersSince): string | null {
  const parts = (["ip", "network", "country", "agent", "endpoint"] as const).flatMap((dimension) => {
    const { fresh } = splitOf(callers, dimension);
    return fresh.length === 0 ? [] : [newCount(dimension, fresh.length)];
  });
  return parts.length === 0 ? null : parts.join(", ");
}
