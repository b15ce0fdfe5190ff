import { parseCidr } from "@/lib/edge/cidr";
import { parseIp } from "@/lib/edge/ip-address";
import { countryJudge } from "@/lib/edge/restrictions/country-rules";
import { parseDomainPattern } from "@/lib/edge/restrictions/domain-pattern";
import { domainJudge } from "@/lib/edge/restrictions/domain-rules";
import { hoursJudge } from "@/lib/edge/restrictions/hours-rules";
import { ipJudge } from "@/lib/edge/restrictions/ip-rules";
import { userAgentJudge } from "@/lib/edge/restrictions/user-agent-rules";
import { Restrictions } from "@/lib/keys/restrictions-schema";
import { type KeyTraffic, QUARTER_MS, type SeenCalls } from "@/lib/keys/suggestions/schemas";
import type { RestrictionName } from "../restriction-words";
import { sampleOf } from "./agent-samples";

type Judge = ReturnType<typeof domainJudge>;
type Facts = Parameters<Judge>[0];

/** What a restriction would have done to the calls of the last days. */
export type Impact = {
  refused: number;
  calls: number;
  /** Why the number is not exact; `null`: it is. */
  estimate: string | null;
};

const NOTHING: Facts = {
  now: 0,
  domain: () => null,
  address: () => null,
  userAgents: () => [],
  country: () => null,
};

const KEPT =
  "Of the calls only the most frequent values of each hour are kept; the others count as let through.";

/**
 * Holds one restriction, by itself and as the edge judges it, against the calls of a key. `null`: it is not right yet.
 * @param typed As the form has it; whether it is off, observes or enforces has no part in it.
 */
export function impactOf(name: RestrictionName, typed: object, traffic: KeyTraffic): Impact | null {
  const read = Restrictions.shape[name].safeParse({ ...typed, mode: "enforce" });
  if (!read.success) return null;
  switch (name) {
    case "domain": {
      const { allow, allowMissing } = Restrictions.shape.domain.parse(read.data);
      const patterns = allow.map(parseDomainPattern).filter((pattern) => "host" in pattern);
      const hasPort = patterns.some(({ port }) => port !== null);
      const judge = domainJudge(
        patterns.map((pattern) => ({ ...pattern, port: null })),
        allowMissing,
      );
      const why = hasPort ? "Ports are not kept with the calls; any port counts as a match." : null;
      return heldAgainst(traffic.referrer, judge, siteFacts, why);
    }
    case "ip": {
      const { allow, deny } = Restrictions.shape.ip.parse(read.data);
      return heldAgainst(traffic.ip, ipJudge(networks(allow), networks(deny)), (value) => ({
        ...NOTHING,
        address: () => parseIp(value),
      }));
    }
    case "userAgent": {
      const judge = userAgentJudge(Restrictions.shape.userAgent.parse(read.data));
      const why = "Of a user agent only its kind is kept, so each kind is judged by an example.";
      return heldAgainst(traffic.agent, judge, agentFacts, why);
    }
    case "country": {
      const judge = countryJudge(Restrictions.shape.country.parse(read.data));
      return heldAgainst(traffic.country, judge, (value) => ({
        ...NOTHING,
        country: () => (value === "" ? null : value),
      }));
    }
    case "hours":
      return hoursImpact(Restrictions.shape.hours.parse(read.data), traffic);
  }
}

/** What a site looks like to the judge of domains; `""`: the call named none. */
export function siteFacts(host: string): Facts {
  return { ...NOTHING, domain: () => (host === "" ? null : { host, port: null }) };
}

/** `null` where there is no telling. */
export function agentFacts(family: string): Facts | null {
  if (family === "") return NOTHING;
  const sample = sampleOf(family);
  return sample === null ? null : { ...NOTHING, userAgents: () => [sample.userAgent] };
}

function heldAgainst(
  { calls, seen }: SeenCalls,
  judge: Judge,
  factsOf: (value: string) => Facts | null,
  why: string | null = null,
): Impact {
  let refused = 0;
  let judged = 0;
  for (const one of seen) {
    const facts = factsOf(one.value);
    if (facts === null) continue;
    judged += one.calls;
    if (judge(facts) !== null) refused += one.calls;
  }
  return { refused, calls, estimate: why ?? (judged < calls ? KEPT : null) };
}

function hoursImpact(
  hours: ReturnType<typeof Restrictions.shape.hours.parse>,
  { quarters }: KeyTraffic,
): Impact {
  const judge = hoursJudge(hours);
  const refused = sum(quarters.filter(({ startMs }) => judge({ ...NOTHING, now: startMs }) !== null));
  const isWhole = hours.windows.every(({ from, to }) => [from, to].every(endsQuarter));
  return {
    refused,
    calls: sum(quarters),
    estimate: isWhole ? null : "Calls are added up by the quarter of an hour here.",
  };
}

function endsQuarter(time: string): boolean {
  return (Number(time.slice(3, 5)) * 60_000) % QUARTER_MS === 0;
}

function sum(rows: readonly { calls: number }[]): number {
  return rows.reduce((all, { calls }) => all + calls, 0);
}

function networks(texts: readonly string[]) {
  return texts.map(parseCidr).filter((network) => network !== null);
}
