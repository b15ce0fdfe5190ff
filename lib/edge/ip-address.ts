import { hexValue } from "./percent";

/**
 * An IP address as four 32-bit words, highest first. IPv4 is written as IPv4-mapped IPv6, so that an address has one
 * value however it was spelt.
 */
export type IpAddress = readonly [number, number, number, number];

const MAPPED = 0xffff;
const DOT = 0x2e;
const COLON = 0x3a;

/** Whether this is an IPv4 address, mapped or not. */
export function isIpv4(address: IpAddress): boolean {
  return address[2] === MAPPED && address[0] === 0 && address[1] === 0;
}

/**
 * Reads an address; null for anything else.
 *
 * IPv4 in four decimal parts without leading zeros (no octal, no hexadecimal, no short forms); IPv6 as RFC 4291 writes it,
 * with an optional zone (`%eth0`), which is dropped. No port, no brackets, no white space.
 */
export function parseIp(text: string): IpAddress | null {
  if (!text.includes(":")) {
    const v4 = parseIpv4(text, 0, text.length);
    return v4 < 0 ? null : [0, 0, MAPPED, v4];
  }
  const zoneAt = text.indexOf("%");
  if (zoneAt === text.length - 1) return null;
  return parseIpv6(text, zoneAt === -1 ? text.length : zoneAt);
}

/** The address in its one canonical spelling: dotted for IPv4, RFC 5952 for IPv6. */
export function formatIp(address: IpAddress): string {
  if (isIpv4(address)) {
    const v4 = address[3];
    return `${v4 >>> 24}.${(v4 >>> 16) & 255}.${(v4 >>> 8) & 255}.${v4 & 255}`;
  }
  const groups = address.flatMap((word) => [word >>> 16, word & 0xffff]);
  const [from, length] = longestZeros(groups);
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return hex.join(":");
  return `${hex.slice(0, from).join(":")}::${hex.slice(from + length).join(":")}`;
}

/** The 32-bit value of the dotted address between two places of a text, -1 when there is none. */
function parseIpv4(text: string, start: number, end: number): number {
  let value = 0;
  let parts = 0;
  let at = start;
  while (parts < 4) {
    const partAt = at;
    let part = 0;
    for (; at < end && at - partAt < 3; at += 1) {
      const digit = text.charCodeAt(at) - 0x30;
      if (digit < 0 || digit > 9) break;
      part = part * 10 + digit;
    }
    const hasLeadingZero = at - partAt > 1 && text.charCodeAt(partAt) === 0x30;
    if (at === partAt || part > 255 || hasLeadingZero) return -1;
    value = value * 256 + part;
    parts += 1;
    if (parts < 4) {
      if (text.charCodeAt(at) !== DOT) return -1;
      at += 1;
    }
  }
  return at === end ? value : -1;
}

function parseIpv6(text: string, end: number): IpAddress | null {
  const groups: number[] = [];
  let gapAt = -1;
  let at = 0;
  if (text.startsWith("::")) {
    gapAt = 0;
    at = 2;
  }
  while (at < end) {
    if (groups.length === 8) return null;
    const groupAt = at;
    let group = 0;
    for (; at < end && at - groupAt < 4; at += 1) {
      const digit = hexValue(text.charCodeAt(at));
      if (digit < 0) break;
      group = group * 16 + digit;
    }
    if (at < end && text.charCodeAt(at) === DOT) {
      const v4 = parseIpv4(text, groupAt, end);
      if (v4 < 0 || groups.length > 6) return null;
      groups.push(v4 >>> 16, v4 & 0xffff);
      break;
    }
    if (at === groupAt) return null;
    groups.push(group);
    if (at === end) break;
    if (text.charCodeAt(at) !== COLON) return null;
    at += 1;
    if (at === end) return null;
    if (text.charCodeAt(at) === COLON) {
      if (gapAt !== -1) return null;
      gapAt = groups.length;
      at += 1;
    }
  }
  return wordsOf(groups, gapAt);
}

function wordsOf(groups: readonly number[], gapAt: number): IpAddress | null {
  const missing = 8 - groups.length;
  if (gapAt === -1 ? missing !== 0 : missing < 1) return null;
  const word = (index: number) => groupOf(index) * 0x10000 + groupOf(index + 1);
  const groupOf = (index: number): number => {
    if (gapAt === -1 || index < gapAt) return groups[index] ?? 0;
    return index < gapAt + missing ? 0 : (groups[index - missing] ?? 0);
  };
  return [word(0), word(2), word(4), word(6)];
}

/** Start and length of the first of the longest runs of zeros. */
function longestZeros(groups: readonly number[]): [number, number] {
  let best: [number, number] = [0, 0];
  let from = 0;
  groups.forEach((group, index) => {
    if (group !== 0) from = index + 1;
    else if (index + 1 - from > best[1]) best = [from, index + 1 - from];
  });
  return best;
}
