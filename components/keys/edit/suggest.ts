import { parseCidr } from "@/lib/edge/cidr";
import { parseIp } from "@/lib/edge/ip-address";
import { parseDomainPattern } from "@/lib/edge/restrictions/domain-pattern";
import type { KeyTraffic, Seen } from "@/lib/keys/suggestions/schemas";
import type { RestrictionName } from "../restriction-words";
import { sampleOf } from "./agent-samples";
import { impactOf } from "./impact";

/** Something to allow, because the key was called so. */
export type Suggestion = {
  /** What is put into the list; `""`: calls that name no site. */
  entry: string;
  /** At least so many calls of the last days. */
  calls: number;
};

const SHOWN = 6;
/** So many addresses of one network, and the network is the better suggestion. */
const ADDRESSES_OF_A_NETWORK = 3;

/** What could be allowed beside what is, the most frequent first. Nothing for hours: no one entry follows from calls. */
export function suggestionsFor(
  name: RestrictionName,
  allow: readonly string[],
  traffic: KeyTraffic,
): Suggestion[] {
  return candidates(name, traffic)
    .filter(({ calls, entry }) => calls > 0 && !isAllowed(name, allow, entry, traffic))
    .sort((a, b) => b.calls - a.calls)
    .slice(0, SHOWN);
}

function candidates(name: RestrictionName, traffic: KeyTraffic): Suggestion[] {
  switch (name) {
    case "domain":
      return traffic.referrer.seen.flatMap(({ value, calls }) =>
        value === "" || "host" in parseDomainPattern(value) ? [{ entry: value, calls }] : [],
      );
    case "ip":
      return addresses(traffic);
    case "userAgent":
      return merged(
        traffic.agent.seen.flatMap(({ value, calls }) => {
          const pattern = sampleOf(value)?.pattern;
          return pattern ? [{ entry: pattern, calls }] : [];
        }),
      );
    case "country":
      return traffic.country.seen.flatMap(({ value, calls }) =>
        value === "" ? [] : [{ entry: value, calls }],
      );
    case "hours":
      return [];
  }
}

/** Networks that many addresses came from, and the addresses of the others. */
function addresses({ ip, networks }: KeyTraffic): Suggestion[] {
  const known = ip.seen.filter(({ value }) => parseIp(value) !== null);
  const wide = networks.filter(({ value }) => {
    const network = parseCidr(value);
    return network !== null && known.filter((one) => isIn(one, value)).length >= ADDRESSES_OF_A_NETWORK;
  });
  const single = known.filter((one) => !wide.some(({ value }) => isIn(one, value)));
  return [...wide, ...single].map(({ value, calls }) => ({ entry: value, calls }));
}

function isIn({ value }: Seen, network: string): boolean {
  return passes("ip", { allow: [network], deny: [] }, only("ip", value));
}

function isAllowed(
  name: RestrictionName,
  allow: readonly string[],
  entry: string,
  traffic: KeyTraffic,
): boolean {
  if (allow.length === 0 || entry === "") return false;
  switch (name) {
    case "domain":
      return passes("domain", { allow: [...allow] }, only("referrer", entry));
    case "ip":
      // Of a network: when all that came from it pass already.
      return entry.includes("/")
        ? traffic.ip.seen
            .filter((one) => isIn(one, entry))
            .every(({ value }) => passes("ip", { allow, deny: [] }, only("ip", value)))
        : passes("ip", { allow, deny: [] }, only("ip", entry));
    default:
      return allow.some((one) => one.toLowerCase() === entry.toLowerCase());
  }
}

function passes(name: "domain" | "ip", rule: object, traffic: KeyTraffic): boolean {
  return impactOf(name, rule, traffic)?.refused === 0;
}

function only(dimension: "ip" | "referrer", value: string): KeyTraffic {
  const none = { calls: 0, seen: [] };
  const nothing = { ip: none, networks: [], referrer: none, agent: none, country: none, quarters: [] };
  const observed = { domain: 0, ip: 0, user_agent: 0, country: 0, hours: 0 };
  return { ...nothing, observed, [dimension]: { calls: 1, seen: [{ value, calls: 1 }] } };
}

/** The same entry from several values, once. */
function merged(suggestions: readonly Suggestion[]): Suggestion[] {
  const calls = new Map<string, number>();
  for (const one of suggestions) calls.set(one.entry, (calls.get(one.entry) ?? 0) + one.calls);
  return [...calls].map(([entry, count]) => ({ entry, calls: count }));
}
