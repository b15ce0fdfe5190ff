import { formatIp, isIpv4, parseIp } from "@/lib/edge/ip-address";

/** What is told apart of a key's callers and calls. A constraint of the database holds the same list. */
export const DIMENSIONS = [
  "ip",
  "network",
  "agent",
  "referrer",
  "endpoint",
  "country",
  "access",
  "observed",
  "carrier",
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/**
 * How many values have a place per key and hour: what callers can make up is bounded, the rest is by its nature (patterns
 * of products, countries).
 */
export const PLACES: Readonly<Record<Dimension, number>> = {
  ip: 50,
  network: 50,
  agent: 50,
  referrer: 50,
  endpoint: Number.POSITIVE_INFINITY,
  country: Number.POSITIVE_INFINITY,
  access: Number.POSITIVE_INFINITY,
  observed: Number.POSITIVE_INFINITY,
  carrier: Number.POSITIVE_INFINITY,
};

/** The /24 of an IPv4 address, the /48 of an IPv6 one, `""` of anything else. */
export function networkOf(ip: string): string {
  const address = parseIp(ip);
  if (address === null) return "";
  const [a, b, c, d] = address;
  if (isIpv4(address)) return `${formatIp([a, b, c, (d & 0xffffff00) >>> 0])}/24`;
  return `${formatIp([a, (b & 0xffff0000) >>> 0, 0, 0])}/48`;
}
