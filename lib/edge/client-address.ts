import type { CidrSet } from "./cidr";
import { formatIp, parseIp } from "./ip-address";

/**
 * The address a call came from: the socket's other end, or, while that is a trusted proxy, the right-most address of
 * `X-Forwarded-For` that is not one.
 *
 * An entry that is no address ends the search at the last good one, so that nobody is taken for what a stranger wrote. When
 * all are trusted it is the left-most. Entries may carry a port and brackets; an IPv4 address inside IPv6 is that IPv4 address.
 *
 * @param peer In canonical spelling.
 * @param forwardedFor All `X-Forwarded-For` fields, joined by commas in their order; null without one.
 */
export function clientAddress(peer: string, forwardedFor: string | null, trusted: CidrSet): string {
  if (trusted.size === 0 || forwardedFor === null) return peer;
  let address = parseIp(peer);
  if (address === null) return peer;
  let end = forwardedFor.length;
  while (trusted.has(address)) {
    while (end > 0 && isSeparator(forwardedFor.charCodeAt(end - 1))) end -= 1;
    let start = end;
    while (start > 0 && !isSeparator(forwardedFor.charCodeAt(start - 1))) start -= 1;
    const next = parseIp(withoutPort(forwardedFor.slice(start, end)));
    if (next === null) break;
    address = next;
    end = start;
  }
  return formatIp(address);
}

/**
 * Whether the client's connection was encrypted, as a trusted proxy tells it: each hop it names was `https`.
 *
 * @param forwardedProto All `X-Forwarded-Proto` fields, joined by commas; null without one.
 */
export function isForwardedSecure(peer: string, forwardedProto: string | null, trusted: CidrSet): boolean {
  if (trusted.size === 0 || forwardedProto === null) return false;
  const address = parseIp(peer);
  if (address === null || !trusted.has(address)) return false;
  return /^\s*https\s*(?:,\s*https\s*)*$/i.test(forwardedProto);
}

function isSeparator(code: number): boolean {
  return code === 0x2c || code === 0x20 || code === 0x09;
}

/** `192.0.2.1:443`, `[2001:db8::1]:443` and `[2001:db8::1]` without port and brackets; anything else as it is. */
function withoutPort(text: string): string {
  if (text.startsWith("[")) return /^\[([^\]]*:[^\]]*)\](?::\d{1,5})?$/.exec(text)?.[1] ?? "";
  return text.replace(/^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/, "$1");
}
