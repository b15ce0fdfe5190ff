import { formatIp, type IpAddress, isIpv4, parseIp } from "./ip-address";

/** A network. `bits` counts from the top of the 128: an IPv4 network has 96 or more. */
export type Cidr = { readonly address: IpAddress; readonly bits: number };

const MAPPED_BITS = 96;

/** Reads `192.0.2.0/24`, `2001:db8::/32` or a single address; null for anything else. Host bits are kept. */
export function parseCidr(text: string): Cidr | null {
  const slashAt = text.indexOf("/");
  const address = text.includes("%") ? null : parseIp(slashAt === -1 ? text : text.slice(0, slashAt));
  if (address === null) return null;
  if (slashAt === -1) return { address, bits: 128 };
  const length = text.slice(slashAt + 1);
  if (!/^(?:0|[1-9]\d{0,2})$/.test(length)) return null;
  // A mapped address spelt as IPv6 counts its bits from the top; the same one spelt in dots counts from 96.
  const bits = Number(length) + (text.includes(":") ? 0 : MAPPED_BITS);
  return bits > 128 ? null : { address, bits };
}

/** The network the address lies in: bits beyond the prefix cleared. */
export function networkOf({ address, bits }: Cidr): Cidr {
  const [a, b, c, d] = address;
  const network: IpAddress = [
    (a & maskOf(bits, 0)) >>> 0,
    (b & maskOf(bits, 1)) >>> 0,
    (c & maskOf(bits, 2)) >>> 0,
    (d & maskOf(bits, 3)) >>> 0,
  ];
  return { address: network, bits };
}

/** The one canonical spelling; a single address has no `/`. */
export function formatCidr({ address, bits }: Cidr): string {
  if (bits === 128) return formatIp(address);
  return `${formatIp(address)}/${isIpv4(address) ? bits - MAPPED_BITS : bits}`;
}

/**
 * A set of networks to hold addresses against: words compared under masks, nothing parsed, nothing allocated.
 *
 * IPv4 networks hold IPv4 addresses only, mapped or not, and IPv6 networks (`::/0` too) hold IPv6 addresses only.
 */
export class CidrSet {
  readonly #v4: readonly Cidr[];
  readonly #v6: readonly Cidr[];
  /** Network and mask, pair by pair. */
  readonly #v4Words: Int32Array;
  /** Four words of network and four of mask each. */
  readonly #v6Words: Int32Array;

  constructor(networks: readonly Cidr[]) {
    const isV4 = ({ address, bits }: Cidr) => isIpv4(address) && bits >= MAPPED_BITS;
    const all = networks.map(networkOf);
    this.#v4 = all.filter(isV4);
    this.#v6 = all.filter((network) => !isV4(network));
    this.#v4Words = Int32Array.from(this.#v4.flatMap(({ address, bits }) => [address[3], maskOf(bits, 3)]));
    this.#v6Words = Int32Array.from(
      this.#v6.flatMap(({ address, bits }) => [
        ...address,
        ...[0, 1, 2, 3].map((word) => maskOf(bits, word)),
      ]),
    );
  }

  /** A network that holds the address, null when none does. */
  find(address: IpAddress): Cidr | null {
    const index = isIpv4(address) ? this.#findV4(address[3]) : this.#findV6(address);
    if (index === -1) return null;
    return (isIpv4(address) ? this.#v4 : this.#v6)[index] ?? null;
  }

  /** Whether any network holds the address. */
  has(address: IpAddress): boolean {
    return (isIpv4(address) ? this.#findV4(address[3]) : this.#findV6(address)) !== -1;
  }

  get size(): number {
    return this.#v4.length + this.#v6.length;
  }

  #findV4(value: number): number {
    const words = this.#v4Words;
    for (let at = 0; at < words.length; at += 2) {
      if ((value & (words[at + 1] ?? 0)) === words[at]) return at >> 1;
    }
    return -1;
  }

  #findV6([a, b, c, d]: IpAddress): number {
    const words = this.#v6Words;
    for (let at = 0; at < words.length; at += 8) {
      if (
        (a & (words[at + 4] ?? 0)) === words[at] &&
        (b & (words[at + 5] ?? 0)) === words[at + 1] &&
        (c & (words[at + 6] ?? 0)) === words[at + 2] &&
        (d & (words[at + 7] ?? 0)) === words[at + 3]
      ) {
        return at >> 3;
      }
    }
    return -1;
  }
}

/** The mask of one of the four words under a prefix of so many bits, as a signed word. */
function maskOf(bits: number, word: number): number {
  const own = Math.min(32, Math.max(0, bits - word * 32));
  // A shift by 32 is a shift by 0.
  return own === 0 ? 0 : -1 << (32 - own);
}
