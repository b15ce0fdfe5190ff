import type { CompiledRestriction, RestrictionKind } from "../ports";
import type { RefusalCode } from "../verdict";
import type { Walk } from "../walk";
import { FactsOfCall } from "./facts";

const REFUSAL_OF = {
  domain: "domain_not_allowed",
  ip: "ip_not_allowed",
  user_agent: "user_agent_not_allowed",
  country: "country_not_allowed",
  hours: "outside_allowed_hours",
} as const satisfies Record<RestrictionKind, RefusalCode>;

/** After a restriction that cannot be read; somebody has to mend it first. */
const UNREADABLE_RETRY_MS = 1000;

/**
 * Gate 11: the first enforced restriction that a call breaks refuses it. Those that only observe are noted on the walk, up to
 * there; the value seen and the rule broken are kept for whoever asks why.
 */
export function judgeRestrictions(
  walk: Walk,
  restrictions: readonly CompiledRestriction[] | "unreadable",
): RefusalCode | null {
  if (restrictions === "unreadable") {
    walk.retryAfterMs = UNREADABLE_RETRY_MS;
    return "keys_unavailable";
  }
  const facts = new FactsOfCall(walk);
  for (const { kind, isEnforced, judge } of restrictions) {
    const broken = judge(facts);
    if (broken === null) continue;
    if (isEnforced) {
      walk.saw = broken.saw;
      walk.rule = broken.rule;
      return REFUSAL_OF[kind];
    }
    walk.observed = [...walk.observed, kind];
  }
  return null;
}
