import type { RingName } from "@/lib/sealing/keyring";
import type { HeldRing, HeldRings } from "./held-rings";

/** What was begun under a former version is over after so long: a transaction runs ten seconds at most. */
export const SETTLED_AFTER_MS = 15_000;

type Instance = { id: string; host: string; kind: string; rings: HeldRings | null };

/** How an instance stands to the newest version that anybody holds. */
export type Standing = "seals" | "holds" | "lacks" | "differs" | "unknown";

export type Readiness = {
  /** The highest version that any instance holds. */
  newest: number;
  /** Of each instance that holds this ring, or should. */
  standings: { instance: Instance; standing: Standing; held: HeldRing | null }[];
  /**
   * What comes next. `add`: some instance lacks the newest version. `promote`: all hold it, some do not seal with it.
   * `settle`: all seal with it, since a moment ago. `ready`: whatever is under another version can be sealed again.
   * `differs`: two instances hold different keys under one version.
   */
  step: "add" | "promote" | "settle" | "ready" | "differs";
};

/**
 * How far all instances are with a ring, seen from one that holds `own`.
 *
 * Nothing is sealed again before `ready`: until then some instance could not read it, or would seal with a former version
 * behind the walk.
 * @param now Unix milliseconds.
 */
export function readiness(
  name: RingName,
  own: HeldRing,
  instances: readonly Instance[],
  now: number,
): Readiness {
  // An edge alone has no master key, and must not have it.
  const concerned = instances.filter(({ kind }) => name !== "master" || kind === "dashboard");
  const rings = [own, ...concerned.flatMap(({ rings }) => rings?.[name] ?? [])];
  const newest = Math.max(...rings.flatMap(({ checks }) => Object.keys(checks).map(Number)));
  const standings = concerned.map((instance) => {
    const held = instance.rings?.[name] ?? null;
    return { instance, held, standing: standingOf(held, rings, newest) };
  });
  return { newest, standings, step: stepOf(standings, own, newest, now) };
}

function standingOf(held: HeldRing | null, rings: readonly HeldRing[], newest: number): Standing {
  if (held === null) return "unknown";
  const isAlike = Object.entries(held.checks).every(([version, check]) =>
    rings.every(({ checks }) => checks[version] === undefined || checks[version] === check),
  );
  if (!isAlike) return "differs";
  if (held.checks[newest] === undefined) return "lacks";
  return held.current === newest ? "seals" : "holds";
}

function stepOf(
  standings: readonly { standing: Standing; held: HeldRing | null }[],
  own: HeldRing,
  newest: number,
  now: number,
): Readiness["step"] {
  const has = (sought: Standing) => standings.some(({ standing }) => standing === sought);
  if (has("differs")) return "differs";
  if (has("unknown") || has("lacks") || own.checks[newest] === undefined) return "add";
  if (has("holds") || own.current !== newest) return "promote";
  const since = Math.max(own.since, ...standings.map(({ held }) => held?.since ?? 0));
  return now - since < SETTLED_AFTER_MS ? "settle" : "ready";
}
