import type { z } from "zod";
import type { Weekday } from "@/lib/edge/restrictions/restrictions";
import type { BulkOperation, BulkVerb, WantedRestriction } from "@/lib/keys/bulk/schemas";
import { entriesOf } from "../edit/entry-list";
import { type Overlap, overlapHours } from "../overlap-field";

type RestrictionKind = WantedRestriction["kind"];

/** Everything the form of an operation can hold. */
export type BulkOptions = {
  reason: string;
  overlap: Overlap;
  endsRetiring: boolean;
  how: "add" | "replace";
  kind: RestrictionKind;
  mode: WantedRestriction["rule"]["mode"];
  allow: string;
  deny: string;
  allowMissing: boolean;
  denyKnownBots: boolean;
  zone: string;
  days: readonly Weekday[];
  from: string;
  to: string;
};

const WORKDAYS: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri"];

export function emptyOptions(overlapCapHours: number): BulkOptions {
  return {
    reason: "",
    overlap: { choice: String(Math.min(24, overlapCapHours)), customHours: "", fromFirstUse: false },
    endsRetiring: false,
    how: "add",
    kind: "domain",
    mode: "enforce",
    allow: "",
    deny: "",
    allowMissing: false,
    denyKnownBots: false,
    zone: "UTC",
    days: WORKDAYS,
    from: "08:00",
    to: "18:00",
  };
}

/** The operation a form says; `null` while something is missing that only the person can tell. */
export function toOperation(
  verb: BulkVerb,
  options: BulkOptions,
  overlapCapHours: number,
): z.input<typeof BulkOperation> | null {
  const { reason } = options;
  if (verb === "rotate") {
    const hours = overlapHours(options.overlap, overlapCapHours);
    if (hours === null) return null;
    return {
      verb,
      overlapSeconds: hours * 3600,
      startAtFirstUse: options.overlap.fromFirstUse,
      endRetiringNow: options.endsRetiring,
      reason,
    };
  }
  if (verb === "restrict") {
    const restriction = toRestriction(options);
    return restriction === null ? null : { verb, how: options.how, restriction, reason };
  }
  return { verb, reason };
}

type Wanted = z.input<typeof WantedRestriction>;

function toRestriction({ kind, mode, how, ...typed }: BulkOptions): Wanted | null {
  if (kind === "hours") return toHours({ mode, ...typed });
  const allow = entriesOf(typed.allow);
  const deny = kind === "domain" ? [] : entriesOf(typed.deny);
  const says = allow.length + deny.length > 0 || (kind === "userAgent" && typed.denyKnownBots);
  // Nothing to add, or nothing to hold calls against. A restriction that is off may be empty.
  if (!says && (how === "add" || mode !== "off")) return null;
  switch (kind) {
    case "domain":
      return { kind, rule: { mode, allow, allowMissing: typed.allowMissing } };
    case "userAgent":
      return { kind, rule: { mode, allow, deny, denyKnownBots: typed.denyKnownBots } };
    default:
      return { kind, rule: { mode, allow, deny } };
  }
}

/** One window; a key whose hours are to be told by several is edited by itself. */
function toHours({
  mode,
  zone,
  days,
  from,
  to,
}: Pick<BulkOptions, "mode" | "zone" | "days" | "from" | "to">): Wanted | null {
  if (mode === "off") return { kind: "hours", rule: { mode, zone, windows: [] } };
  // A window that ends at midnight ends its day.
  const end = to === "00:00" ? "24:00" : to;
  if (days.length === 0 || from === "" || to === "" || from === end) return null;
  return { kind: "hours", rule: { mode, zone, windows: [{ days: [...days], from, to: end }] } };
}
