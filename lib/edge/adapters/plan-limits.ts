import type { LimitEntry } from "../ports";

/** What an organization's plan gives: queries per second by class, and quotas of the whole organization. `null`: nothing. */
export type PlanTerms = {
  readonly qps: Readonly<Record<string, number>> | null;
  readonly quotas: readonly Pick<LimitEntry, "kind" | "unit" | "value">[] | null;
};

/** The quotas in requests that a billing type gives each key. `null`: none. */
export type TypeTerms = { readonly day: number | null; readonly month: number | null } | null;

type Span = { readonly from: number; readonly until: number | null };

/**
 * The limits of a key with what its plan and its billing type give it, so that the limiter need not know of either.
 *
 * A plan's queries per second stand in the place of a class's default: they hold exactly while no contract for that class, or
 * for all classes, does. A type's quota began before everything, so that a contract for the same thing takes its place.
 */
export function keyLimits(
  own: readonly LimitEntry[],
  planQps: PlanTerms["qps"],
  terms: TypeTerms,
): LimitEntry[] {
  const ofPlan = Object.entries(planQps ?? {}).flatMap(([classId, value]) => {
    const contracts = own.filter(
      (entry) =>
        entry.kind === "qps" &&
        entry.source === "contract" &&
        (entry.classId === classId || entry.classId === null),
    );
    return gapsBetween(contracts).map((span) => ({ ...always("qps", value), classId, ...span }));
  });
  const quotas = (
    [
      ["day", terms?.day],
      ["month", terms?.month],
    ] as const
  ).flatMap(([kind, value]) => (typeof value === "number" ? [always(kind, value)] : []));
  return [...own, ...ofPlan, ...quotas];
}

/** The ceilings of an organization with the quotas of its plan; a contract for the same thing takes their place. */
export function orgLimits(own: readonly LimitEntry[], quotas: PlanTerms["quotas"]): LimitEntry[] {
  return [...own, ...(quotas ?? []).map(({ kind, unit, value }) => ({ ...always(kind, value), unit }))];
}

function always(kind: LimitEntry["kind"], value: number): LimitEntry {
  return {
    kind,
    unit: "requests",
    classId: null,
    value,
    isSoft: false,
    source: "contract",
    from: 0,
    until: null,
  };
}

/** The times that none of these entries holds in. */
function gapsBetween(entries: readonly LimitEntry[]): Span[] {
  const gaps: Span[] = [];
  let free = 0;
  for (const { from, until } of [...entries].sort((a, b) => a.from - b.from)) {
    if (from > free) gaps.push({ from: free, until: from });
    if (until === null) return gaps;
    free = Math.max(free, until);
  }
  return [...gaps, { from: free, until: null }];
}
