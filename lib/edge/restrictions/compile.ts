import { type Cidr, parseCidr } from "../cidr";
import type { CompiledRestriction, RestrictionKind } from "../ports";
import { countryJudge } from "./country-rules";
import { type DomainPattern, parseDomainPattern } from "./domain-pattern";
import { domainJudge } from "./domain-rules";
import { hoursJudge } from "./hours-rules";
import { ipJudge } from "./ip-rules";
import type { Mode, Restrictions } from "./restrictions";
import { userAgentJudge } from "./user-agent-rules";

/**
 * Compiles a key's restrictions, once per version of the key: only those that observe or enforce, in the order in which they
 * are judged.
 * @throws {RangeError} For an entry that is not what the schema lets pass.
 */
export function compileRestrictions(restrictions: Restrictions): CompiledRestriction[] {
  const { domain, ip, userAgent, country, hours } = restrictions;
  return [
    ...compiled("domain", domain.mode, () => domainJudge(domain.allow.map(pattern), domain.allowMissing)),
    ...compiled("ip", ip.mode, () => ipJudge(ip.allow.map(network), ip.deny.map(network))),
    ...compiled("user_agent", userAgent.mode, () => userAgentJudge(userAgent)),
    ...compiled("country", country.mode, () => countryJudge(country)),
    ...compiled("hours", hours.mode, () => hoursJudge(hours)),
  ];
}

function compiled(
  kind: RestrictionKind,
  mode: Mode,
  judge: () => CompiledRestriction["judge"],
): CompiledRestriction[] {
  return mode === "off" ? [] : [{ kind, isEnforced: mode === "enforce", judge: judge() }];
}

function pattern(text: string): DomainPattern {
  const read = parseDomainPattern(text);
  if ("mend" in read) throw new RangeError("A stored domain pattern is none.");
  return read;
}

function network(text: string): Cidr {
  const read = parseCidr(text);
  if (read === null) throw new RangeError("A stored network is none.");
  return read;
}
