import type { CompiledRestriction } from "../ports";
import { compileGlob, type Glob } from "./glob";
import { isKnownBot } from "./known-bots";
import type { UserAgentRestriction } from "./restrictions";
import { ruleText } from "./rule-text";

/** Characters of a User-Agent that are looked at. */
export const USER_AGENT_MAX = 512;

type Broken = NonNullable<ReturnType<CompiledRestriction["judge"]>>;
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
  const judge = (agent: string): Broken | null => {
    const text = agent.slice(0, USER_AGENT_MAX).toLowerCase();
    for (const { text: rule, matches } of deny) {
      if (matches(text)) return { saw: agent, rule: ruleText("deny", [rule]) };
    }
    return allow.length === 0 || allow.some((matches) => matches(text))
      ? null
      : { saw: agent, rule: allowRule };
  };
  let last = "";
  let lastBroken: Broken | null = null;
  return (facts) => {
    const agents = facts.userAgents();
    if (agents.length === 0) return allow.length === 0 ? null : { saw: "none", rule: allowRule };
    for (const agent of agents) {
      // A key is mostly used by one program, which says the same each time.
      const broken = agent === last ? lastBroken : judge(agent);
      if (agents.length === 1 && agent.length <= USER_AGENT_MAX) {
        last = agent;
        lastBroken = broken;
      }
      if (broken !== null) return broken;
    }
    return null;
  };
}
