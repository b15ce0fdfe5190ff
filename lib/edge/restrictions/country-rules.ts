import type { CompiledRestriction } from "../ports";
import type { ListRestriction } from "./restrictions";
import { ruleText } from "./rule-text";

/** Refuses denied countries and, where any are allowed, all others: an unknown one, too. */
export function countryJudge({ allow, deny }: Omit<ListRestriction, "mode">): CompiledRestriction["judge"] {
  const allowed = new Set(allow);
  const denied = new Set(deny);
  const allowRule = ruleText("allow", allow);
  return (facts) => {
    const country = facts.country();
    if (country !== null && denied.has(country)) return { saw: country, rule: ruleText("deny", [country]) };
    if (allowed.size === 0 || (country !== null && allowed.has(country))) return null;
    return { saw: country ?? "unknown", rule: allowRule };
  };
}
