/** What lowers the score of a key, the gravest first. */
export const HYGIENE_REASONS = [
  "leaked",
  "unrestricted",
  "in_query",
  "many_networks",
  "old",
  "unused",
  "many_products",
] as const;
export type HygieneReasonKind = (typeof HYGIENE_REASONS)[number];

/** From so many points on a key is called good, from so many fair; below it is poor. */
export const GOOD_FROM = 80;
export const FAIR_FROM = 50;
export const HYGIENE_GRADES = ["poor", "fair", "good"] as const;
export type HygieneGrade = (typeof HYGIENE_GRADES)[number];

/** A secret is old after so many days, and very old after so many. */
export const OLD_DAYS = 180;
export const VERY_OLD_DAYS = 365;
/** A key that was not accepted for so many days, and is at least that old, is unused. */
export const UNUSED_DAYS = 90;
/** A key of more products than this opens more than one application is likely to need. */
export const PRODUCTS_FEW = 3;
/** A key that was called from more networks than this is likely to be shared. */
export const NETWORKS_FEW = 20;
/** How far back calls are looked at. */
export const CALLS_DAYS = 30;

const POINTS = {
  leaked: 60,
  unrestricted: 25,
  sentInQuery: 15,
  allowedInQuery: 5,
  many_networks: 15,
  old: 10,
  veryOld: 20,
  unused: 15,
  many_products: 10,
} as const;

const DAY_MS = 86_400_000;

/** What is known of a key whose hygiene is asked for. Times are ISO 8601. */
export type HygieneFacts = {
  createdAt: string;
  lastRotatedAt: string | null;
  lastUsedAt: string | null;
  /** When a secret that still works was reported as leaked. */
  leakedAt: string | null;
  /** Restrictions that are enforced, by their names. */
  enforced: readonly string[];
  /** Whether the key is accepted in the query string. */
  allowsQuery: boolean;
  products: number;
  /** In the last `CALLS_DAYS` days. */
  calls: {
    /** That carried the key in the query string. */
    inQuery: number;
    /** Networks (/24, /48) they came from, at least. */
    networks: number;
    /** Of the key's products, those that were called. */
    products: number;
  };
};

/** One thing that lowers a score, by how many points, and what it goes by. */
export type HygieneReason = { points: number } & (
  | { kind: "leaked"; at: string }
  | { kind: "unrestricted" }
  /** `calls`: in the last `CALLS_DAYS` days; 0: it only could be. */
  | { kind: "in_query"; calls: number }
  | { kind: "many_networks"; networks: number }
  | { kind: "old"; days: number }
  | { kind: "unused"; days: number; wasUsed: boolean }
  | { kind: "many_products"; products: number; called: number }
);

/** How safely a key is set up and used: 100 less the points of its reasons, 0 at least. */
export type Hygiene = { score: number; grade: HygieneGrade; reasons: HygieneReason[] };

/**
 * The score of a key at `now` with its reasons, the gravest first; each kind of reason stands once at most.
 *
 * Only what somebody can mend lowers it, and mending never does. Many networks say nothing against a key that is held to
 * domains or addresses: calls from visitors' browsers come from everywhere, and addresses are bounded by the rule itself.
 */
export function hygieneOf(facts: HygieneFacts, now: Date): Hygiene {
  const reasons = HYGIENE_REASONS.flatMap((kind) => REASONS[kind](facts, now) ?? []);
  const score = Math.max(0, 100 - reasons.reduce((sum, { points }) => sum + points, 0));
  return { score, grade: gradeOf(score), reasons };
}

/** The word for a score. */
export function gradeOf(score: number): HygieneGrade {
  if (score >= GOOD_FROM) return "good";
  return score >= FAIR_FROM ? "fair" : "poor";
}

type Rule = (facts: HygieneFacts, now: Date) => HygieneReason | null;

const REASONS: Record<HygieneReasonKind, Rule> = {
  leaked: ({ leakedAt }) =>
    leakedAt === null ? null : { kind: "leaked", points: POINTS.leaked, at: leakedAt },
  unrestricted: ({ enforced }) =>
    enforced.length > 0 ? null : { kind: "unrestricted", points: POINTS.unrestricted },
  in_query: ({ allowsQuery, calls: { inQuery: calls } }) => {
    if (!allowsQuery) return null;
    return { kind: "in_query", points: calls > 0 ? POINTS.sentInQuery : POINTS.allowedInQuery, calls };
  },
  many_networks: ({ enforced, calls: { networks } }) => {
    if (networks <= NETWORKS_FEW || enforced.includes("domain") || enforced.includes("ip")) return null;
    return { kind: "many_networks", points: POINTS.many_networks, networks };
  },
  old: ({ createdAt, lastRotatedAt }, now) => {
    const days = daysSince(lastRotatedAt ?? createdAt, now);
    if (days < OLD_DAYS) return null;
    return { kind: "old", points: days >= VERY_OLD_DAYS ? POINTS.veryOld : POINTS.old, days };
  },
  unused: ({ createdAt, lastUsedAt }, now) => {
    const days = daysSince(lastUsedAt ?? createdAt, now);
    if (days < UNUSED_DAYS || daysSince(createdAt, now) < UNUSED_DAYS) return null;
    return { kind: "unused", points: POINTS.unused, days, wasUsed: lastUsedAt !== null };
  },
  many_products: ({ products, calls }) => {
    if (products <= PRODUCTS_FEW) return null;
    const called = Math.min(products, calls.products);
    return { kind: "many_products", points: POINTS.many_products, products, called };
  },
};

function daysSince(at: string, now: Date): number {
  return Math.floor((now.getTime() - Date.parse(at)) / DAY_MS);
}
