import { formatCidr, networkOf, parseCidr } from "@/lib/edge/cidr";
import { ADDRESSES_MAX } from "@/lib/leaks/terms";
import { callersSince } from "@/lib/usage/callers";
import { DAY_MS, HOUR_MS } from "@/lib/usage/units";

const LOOKED_BACK_DAYS = 30;
/** Who came later than this before the report may be who found the secret. Times are starts of hours. */
const KNOWN_FOR_MS = 25 * HOUR_MS;

/**
 * Where a key was called from in the 30 days before it was reported, the last day left out: IPv4 addresses, and the /64 of IPv6
 * ones, whose last half changes by the day. At most one more than a key can be bound to.
 */
export async function knownAddresses(
  key: { orgId: string; keyId: string },
  reportedAt: Date,
): Promise<string[]> {
  const since = new Date(reportedAt.getTime() - LOOKED_BACK_DAYS * DAY_MS);
  const { ip } = await callersSince(key, since, 1_000);
  const known = ip.filter(({ firstHour }) => Date.parse(firstHour) <= reportedAt.getTime() - KNOWN_FOR_MS);
  const networks = known.flatMap(({ value }) => {
    const cidr = parseCidr(value.includes(":") ? `${value}/64` : value);
    return cidr === null ? [] : [formatCidr(networkOf(cidr))];
  });
  return [...new Set(networks)].slice(0, ADDRESSES_MAX + 1);
}
