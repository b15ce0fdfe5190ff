import { type Cidr, CidrSet, formatCidr, networkOf } from "../cidr";
import { formatIp } from "../ip-address";
import type { CompiledRestriction } from "../ports";
import { ruleText } from "./rule-text";

/** Refuses addresses in a denied network and, where any are allowed, in no allowed one. */
export function ipJudge(allow: readonly Cidr[], deny: readonly Cidr[]): CompiledRestriction["judge"] {
  const allowed = new CidrSet(allow);
  const denied = new CidrSet(deny);
  const allowRule = ruleText(
    "allow",
    allow.map((network) => formatCidr(networkOf(network))),
  );
  return (facts) => {
    const address = facts.address();
    // A caller that cannot be placed is in no allowed network, and in every denied one.
    if (address === null)
      return { saw: "unknown", rule: allow.length > 0 ? allowRule : ruleText("deny", ["unknown"]) };
    const network = denied.find(address);
    if (network !== null) return { saw: formatIp(address), rule: ruleText("deny", [formatCidr(network)]) };
    return allowed.size === 0 || allowed.has(address) ? null : { saw: formatIp(address), rule: allowRule };
  };
}
