import { isDeepStrictEqual } from "node:util";
import { publicSuffixFault } from "../public-suffix";
import { Restrictions } from "../restrictions-schema";
import type { BulkOperation, WantedRestriction } from "./schemas";

export type RestrictOperation = Extract<BulkOperation, { verb: "restrict" }>;

/** What a restriction says, in short. */
export type RuleSummary = {
  mode: Restrictions["ip"]["mode"];
  allow: string[];
  deny: string[];
  /** Of domains: calls without an Origin pass. */
  allowMissing: boolean;
  /** Of user agents. */
  denyKnownBots: boolean;
  /** Of hours, which allow and deny nothing else. */
  hours: Pick<Restrictions["hours"], "zone" | "windows"> | null;
};

/** A key's restrictions with the one that is wanted, or why it cannot have it. */
export type Restricted =
  | {
      isPossible: true;
      isChange: boolean;
      before: RuleSummary;
      after: RuleSummary;
      restrictions: Restrictions;
    }
  | { isPossible: false; fault: string };

/**
 * What becomes of a key's restrictions as they are stored.
 *
 * `add` keeps every entry that is there and the mode of a restriction that is on; one that is off becomes what is wanted,
 * with the entries it still had. Others are untouched, whatever they say. What is stored but cannot be read is left alone:
 * nobody can tell what else would be lost.
 */
export function restricted(
  stored: unknown,
  { how, restriction }: Pick<RestrictOperation, "how" | "restriction">,
): Restricted {
  const read = Restrictions.safeParse(stored);
  if (!read.success) return { isPossible: false, fault: UNREADABLE };
  if (how === "add" && restriction.kind === "hours" && !isSameClock(read.data.hours, restriction.rule)) {
    return { isPossible: false, fault: OTHER_CLOCK };
  }
  const suffix = restriction.kind === "domain" ? restriction.rule.allow.map(publicSuffixFault) : [];
  const wanted = how === "add" ? added(read.data, restriction) : replaced(read.data, restriction);
  const next = Restrictions.safeParse(wanted);
  const faults = [
    ...suffix.filter((fault) => fault !== null),
    ...(next.success ? [] : next.error.issues.map(({ message }) => message)),
  ];
  if (!next.success || faults.length > 0) return { isPossible: false, fault: faults.join(" ") };
  const { kind } = restriction;
  return {
    isPossible: true,
    isChange: !isDeepStrictEqual(read.data, next.data),
    before: summaryOf(read.data, kind),
    after: summaryOf(next.data, kind),
    restrictions: next.data,
  };
}

const UNREADABLE = "The restrictions of this key cannot be read. Set them on its own page first.";

const OTHER_CLOCK =
  "Its hours are told in another time zone, and a key goes by one clock. Replace them, or add in that zone.";

type Hours = Restrictions["hours"];

/** Windows of two time zones cannot stand in one list. */
function isSameClock(own: Hours, wanted: Hours): boolean {
  return own.windows.length === 0 || own.zone === wanted.zone;
}

function replaced(present: Restrictions, { kind, rule }: WantedRestriction): Restrictions {
  return { ...present, [kind]: rule };
}

function added(present: Restrictions, wanted: WantedRestriction): Restrictions {
  const own = present[wanted.kind];
  const mode = own.mode === "off" ? wanted.rule.mode : own.mode;
  if (wanted.kind === "hours") {
    const { zone, windows } = wanted.rule;
    const fresh = windows.filter(
      (one) => !present.hours.windows.some((known) => isDeepStrictEqual(known, one)),
    );
    return { ...present, hours: { mode, zone, windows: [...present.hours.windows, ...fresh] } };
  }
  return addedEntries(present, wanted, mode);
}

type WantedEntries = Exclude<WantedRestriction, { kind: "hours" }>;

function addedEntries(
  present: Restrictions,
  { kind, rule }: WantedEntries,
  mode: RuleSummary["mode"],
): Restrictions {
  const own = present[kind];
  const allow = [...own.allow, ...rule.allow];
  if (kind === "domain") {
    const allowMissing = present.domain.allowMissing || rule.allowMissing;
    return { ...present, domain: { mode, allow, allowMissing } };
  }
  const deny = [...present[kind].deny, ...rule.deny];
  if (kind === "userAgent") {
    const denyKnownBots = present.userAgent.denyKnownBots || rule.denyKnownBots;
    return { ...present, userAgent: { mode, allow, deny, denyKnownBots } };
  }
  return { ...present, [kind]: { mode, allow, deny } };
}

function summaryOf(restrictions: Restrictions, kind: WantedRestriction["kind"]): RuleSummary {
  if (kind === "hours") {
    const { mode, zone, windows } = restrictions.hours;
    return { mode, allow: [], deny: [], allowMissing: false, denyKnownBots: false, hours: { zone, windows } };
  }
  const rule = restrictions[kind];
  return {
    hours: null,
    mode: rule.mode,
    allow: rule.allow,
    deny: "deny" in rule ? rule.deny : [],
    allowMissing: "allowMissing" in rule && rule.allowMissing,
    denyKnownBots: "denyKnownBots" in rule && rule.denyKnownBots,
  };
}
