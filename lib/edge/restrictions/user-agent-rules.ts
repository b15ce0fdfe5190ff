import type { CompiledRestriction } from "../ports";
import { compileGlob, type Glob } from "./glob";
import { isKnownBot } from "./known-bots";
import type { UserAgentRestriction } from "./restrictions";
import { ruleText } from "./rule-text";

/** Characters of a User-Agent that are looked at. */
export const USER_AGENT_MAX = 512;

type Rule = { readonly text: string; readonly matches: Glob };

/**
 * Refuses user agents that a denied pattern matches and, where any are allowed, those that no allowed one does.
 *
 * Of several User-Agent fields one denied is enough, and every one must be allowed. None at all passes a deny list and no
 * allow list. Only the first `USER_AGENT_MAX` characters count.
 */
export function userAgentJudge(
  restriction: Omit<UserAgentRestriction, "mode">,
): CompiledRestriction["judge"] {
  const allow = restriction.allow.map(compileGlob);
  const deny: Rule[] = restriction.deny.map((text) => ({ text, matches: compileGlob(text) }));
  if (restriction.denyKnownBots) deny.push({ text: "known bots", matches: isKnownBot });
  const allowRule = ruleText("allow", restriction.allow);
  return (facts) => {
    const agents = facts.userAgents();
    if (agents.length === 0) return allow.length === 0 ? null : { saw: "none", rule: allowRule };
    for (const agent of agents) {
      const text = agent.slice(0, USER_AGENT_MAX).toLowerCase();
      for (const { text: rule, matches } of deny) {
        if (matches(text)) return { saw: agent, rule: ruleText("deny", [rule]) };
      }
      if (allow.length > 0 && !allow.some((matches) => matches(text))) return { saw: agent, rule: allowRule };
    }
    return null;
  };
}
