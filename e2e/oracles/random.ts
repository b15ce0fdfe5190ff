import { type Cidr, networkOf } from "@/lib/edge/cidr";
import { formatIp, type IpAddress } from "@/lib/edge/ip-address";

/** Numbers that look random and are the same each time (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 to below `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  word(): number {
    return this.below(2 ** 32);
  }

  /** Two in three are IPv4. IPv6 ones that embed an IPv4 address are left to tests of their own. */
  address(): IpAddress {
    if (this.chance(66)) return [0, 0, 0xffff, this.word()];
    return [(0x2000_0000 + this.below(0x1000_0000)) >>> 0, this.word(), this.word(), this.word()];
  }

  /** Of all lengths, the shortest and longest of them often. */
  network(): Cidr {
    const address = this.address();
    const [shortest, longest] = address[2] === 0xffff && address[0] === 0 ? [96, 128] : [0, 128];
    const length = this.chance(20)
      ? this.pick([shortest, shortest + 1, longest - 1, longest])
      : shortest + this.below(longest - shortest + 1);
    return networkOf({ address, bits: length });
  }

  /** An address at an edge of a network: its first, its last, the ones outside, or with one bit turned near the border. */
  near({ address, bits }: Cidr): IpAddress {
    const isV4 = address[0] === 0 && address[2] === 0xffff;
    const first = isV4 ? 96 : 0;
    const words: [number, number, number, number] = [...address];
    const set = (bit: number, change: (old: number, mask: number) => number) => {
      if (bit < first || bit > 127) return;
      const mask = (1 << (31 - (bit & 31))) >>> 0;
      words[bit >> 5] = change(words[bit >> 5] ?? 0, mask) >>> 0;
    };
    const tail = this.below(4);
    for (let bit = bits; bit < 128; bit += 1) {
      // Two in four: all ones; one: any; one: as it is.
      if (tail < 2) set(bit, (old, mask) => old | mask);
      else if (tail === 2 && this.chance(50)) set(bit, (old, mask) => old ^ mask);
    }
    if (this.chance(40)) set(bits - 1 - this.below(3), (old, mask) => old ^ mask);
    return words;
  }
}

/** An address in one of the ways it can be written. */
export function spelt(random: Random, address: IpAddress): string {
  const text = formatIp(address);
  const isV4 = !text.includes(":");
  if (isV4) return random.chance(20) ? `::ffff:${text}` : text;
  return random.chance(20) ? text.toUpperCase() : text;
}
