import { setImmediate } from "node:timers/promises";
import { Reader, type Response } from "mmdb-lib";
import { formatIp, type IpAddress, isIpv4, parseIp } from "@/lib/edge/ip-address";

/** Records read before other work gets its turn: a new file must not hold calls up. */
const SLICE = 20_000;
/** A tree may hang the IPv4 part in at several places (6to4, Teredo); more visits than this are a circle. */
const MAX_VISITS_PER_NODE = 8;

const CODE = /^[A-Z]{2}$/;

/**
 * Countries by address, read from a MaxMind DB file as a whole and in memory.
 *
 * Everything is looked at when it is read, so that a look-up never fails: it follows at most 128 numbers, decodes and
 * allocates nothing but the address.
 */
export class CountryTable {
  readonly #tree: Tree;
  readonly #countries: ReadonlyMap<number, string | null>;
  /** When the data was collected. */
  readonly builtAt: Date;

  private constructor(tree: Tree, countries: ReadonlyMap<number, string | null>, builtAt: Date) {
    this.#tree = tree;
    this.#countries = countries;
    this.builtAt = builtAt;
  }

  /**
   * Reads a file with records `{country_code}` or `{country: {iso_code}}`.
   * @throws {Error} When it is no such file, is cut, goes in circles, points outside or names no country at all.
   */
  static async read(file: Buffer): Promise<CountryTable> {
    const reader = new Reader<Response>(file);
    const tree = new Tree(file, reader.metadata);
    const countries = new Map<number, string | null>();
    for (const [pointer, address] of await tree.examples()) {
      countries.set(pointer, countryIn(reader.get(address)));
    }
    if (![...countries.values()].some((code) => code !== null)) throw new Error("The file names no country.");
    return new CountryTable(tree, countries, reader.metadata.buildEpoch);
  }

  /** ISO 3166 code of the country an address is registered in; null when unknown. */
  countryOf(ip: string): string | null {
    const address = parseIp(ip);
    return address === null ? null : (this.#countries.get(this.#tree.find(address)) ?? null);
  }
}

/** @throws {Error} When there is something where the code belongs, and it is none. */
function countryIn(record: unknown): string | null {
  const code = member(member(record, "country"), "iso_code") ?? member(record, "country_code");
  if (code === undefined) return null;
  if (typeof code !== "string" || !CODE.test(code)) throw new Error("The file names a country that is none.");
  return code;
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

type Shape = {
  nodeCount: number;
  recordSize: number;
  nodeByteSize: number;
  searchTreeSize: number;
  ipVersion: number;
};

/** The search tree of a file: two numbers a node, each the next node or what was found. */
class Tree {
  readonly #file: Buffer;
  readonly #shape: Shape;
  readonly #v4Root: number;

  constructor(file: Buffer, shape: Shape) {
    const { nodeCount, searchTreeSize, ipVersion } = shape;
    const isWhole = Number.isSafeInteger(nodeCount) && nodeCount > 0 && searchTreeSize + 16 < file.length;
    if (!isWhole || (ipVersion !== 4 && ipVersion !== 6)) throw new Error("The file is cut or damaged.");
    this.#file = file;
    this.#shape = shape;
    this.#v4Root = ipVersion === 4 ? 0 : this.#descend(0, [0, 0, 0, 0], 0, 96);
  }

  /** What stands in the tree for an address: above the number of nodes, a record; else nothing. */
  find(address: IpAddress): number {
    if (isIpv4(address)) return this.#descend(this.#v4Root, address, 96, 128);
    return this.#shape.ipVersion === 4 ? 0 : this.#descend(0, address, 0, 128);
  }

  /**
   * Every record of the tree, with an address that leads there.
   * @throws {Error} When a number points outside or the tree goes in circles.
   */
  async examples(): Promise<Map<number, string>> {
    const { nodeCount, searchTreeSize, ipVersion } = this.#shape;
    const depth = ipVersion === 4 ? 32 : 128;
    const lastRecord = nodeCount + this.#file.length - searchTreeSize;
    const found = new Map<number, string>();
    const path = new Uint8Array(depth);
    const open: [node: number, depth: number, side: 0 | 1][] = [[0, 0, 0]];
    let visits = 0;
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [node, at, side] = next;
      if (at > 0) path[at - 1] = side;
      visits += 1;
      if (at >= depth || visits > nodeCount * MAX_VISITS_PER_NODE)
        throw new Error("The file goes in circles.");
      if (visits % SLICE === 0) await setImmediate();
      for (const branch of [1, 0] as const) {
        const value = this.#read(node, branch);
        if (value < nodeCount) open.push([value, at + 1, branch]);
        else if (value > nodeCount && !found.has(value)) {
          if (value < nodeCount + 16 || value >= lastRecord)
            throw new Error("The file points outside itself.");
          path[at] = branch;
          found.set(value, addressAt(path.subarray(0, at + 1), depth));
        }
      }
    }
    return found;
  }

  #descend(root: number, address: IpAddress, from: number, to: number): number {
    const { nodeCount } = this.#shape;
    let node = root;
    for (let bit = from; bit < to && node < nodeCount; bit += 1) {
      const word = address[bit >> 5] ?? 0;
      node = this.#read(node, ((word >>> (31 - (bit & 31))) & 1) as 0 | 1);
    }
    return node;
  }

  #read(node: number, side: 0 | 1): number {
    const file = this.#file;
    const at = node * this.#shape.nodeByteSize;
    switch (this.#shape.recordSize) {
      case 24:
        return file.readUIntBE(at + side * 3, 3);
      case 28: {
        const middle = file.readUInt8(at + 3);
        return ((side === 0 ? middle >> 4 : middle & 15) << 24) | file.readUIntBE(at + side * 4, 3);
      }
      default:
        return file.readUInt32BE(at + side * 4);
    }
  }
}

/** The first address below a path of bits. */
function addressAt(path: Uint8Array, depth: number): string {
  const words: [number, number, number, number] = [0, 0, depth === 32 ? 0xffff : 0, 0];
  path.forEach((bit, index) => {
    const place = index + 128 - depth;
    if (bit === 1) words[place >> 5] = ((words[place >> 5] ?? 0) | (1 << (31 - (place & 31)))) >>> 0;
  });
  return formatIp(words);
}
