import ipaddr from "ipaddr.js";

/**
 * What counts as one address for throttling: an IPv4 address, or the /64 an IPv6 customer gets whole.
 * Null when the host told us no address.
 */
export function addressGroup(ip: string): string | null {
  if (!ipaddr.isValid(ip)) return null;
  const address = ipaddr.process(ip);
  if (address.kind() === "ipv4") return address.toString();
  return new ipaddr.IPv6([...(address as ipaddr.IPv6).parts.slice(0, 4), 0, 0, 0, 0]).toString();
}
