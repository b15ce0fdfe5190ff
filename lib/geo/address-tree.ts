import { setImmediate } from "node:timers/promises";
import { formatIp, type IpAddress, isIpv4 } from "@/lib/edge/ip-address";

/** Nodes handled before other work gets its turn: a new file must not hold calls up. */
const SLICE = 20_000;
/** A tree may hang the IPv4 part in at several places (6to4, Teredo); more visits than this are a circle. */
const MAX_VISITS_PER_NODE = 8;
/** Bytes of zeros between the tree and its records. */
const SEPARATOR = 16;

/** What a file says about its own tree. */
export type TreeShape = {
  readonly nodeCount: number;
  /** Bits of one of a node's two numbers. */
  readonly recordSize: number;
  readonly nodeByteSize: number;
  readonly searchTreeSize: number;
  readonly ipVersion: number;
};

/**
 * The search tree of a MaxMind DB file, unpacked: two numbers a node, by the next bit of an address, each the next node or,
 * above the number of nodes, a record.
 */
export class AddressTree {
  readonly #nodes: Uint32Array;
  readonly #nodeCount: number;
  /** Bits of its longest path: 32 or 128. */
  readonly #depth: number;
  readonly #ipv4Root: number;

  private constructor(nodes: Uint32Array, depth: 32 | 128) {
    this.#nodes = nodes;
    this.#nodeCount = nodes.length / 2;
    this.#depth = depth;
    this.#ipv4Root = depth === 32 ? 0 : this.#descend(0, [0, 0, 0, 0], 0, 96);
  }

  /** @throws {Error} When the file is cut or a number points outside it. */
  static async read(file: Uint8Array, shape: TreeShape): Promise<AddressTree> {
    const { nodeCount, searchTreeSize, ipVersion } = shape;
    const isWhole =
      Number.isSafeInteger(nodeCount) && nodeCount > 0 && searchTreeSize + SEPARATOR < file.length;
    if (!isWhole || (ipVersion !== 4 && ipVersion !== 6)) throw new Error("The file is cut or damaged.");
    const nodes = new Uint32Array(nodeCount * 2);
    const end = nodeCount + file.length - searchTreeSize;
    for (let node = 0; node < nodeCount; node += 1) {
      if (node % SLICE === SLICE - 1) await setImmediate();
      for (const side of [0, 1] as const) {
        const value = numberAt(file, shape, node, side);
        if (value >= end || (value > nodeCount && value < nodeCount + SEPARATOR)) {
          throw new Error("The file points outside itself.");
        }
        nodes[node * 2 + side] = value;
      }
    }
    return new AddressTree(nodes, ipVersion === 4 ? 32 : 128);
  }

  /** The record of an address; a number that is none where there is nothing. Allocates nothing. */
  find(address: IpAddress): number {
    if (isIpv4(address)) return this.#descend(this.#ipv4Root, address, 96, 128);
    return this.#depth === 32 ? 0 : this.#descend(0, address, 0, 128);
  }

  /**
   * Every record of the tree, with an address that leads there.
   * @throws {Error} When the tree goes in circles.
   */
  async records(): Promise<Map<number, string>> {
    const found = new Map<number, string>();
    const path = new Uint8Array(this.#depth);
    const open: [node: number, depth: number, side: number][] = [[0, 0, 0]];
    let visits = 0;
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [node, depth, side] = next;
      if (depth > 0) path[depth - 1] = side;
      visits += 1;
      if (depth >= this.#depth || visits > this.#nodeCount * MAX_VISITS_PER_NODE) {
        throw new Error("The file goes in circles.");
      }
      if (visits % SLICE === 0) await setImmediate();
      for (const branch of [1, 0]) {
        const value = this.#nodes[node * 2 + branch] ?? 0;
        if (value < this.#nodeCount) open.push([value, depth + 1, branch]);
        else if (value > this.#nodeCount && !found.has(value)) {
          path[depth] = branch;
          found.set(value, addressAt(path.subarray(0, depth + 1), this.#depth));
        }
      }
    }
    return found;
  }

  #descend(root: number, address: IpAddress, from: number, to: number): number {
    const nodes = this.#nodes;
    const count = this.#nodeCount;
    let node = root;
    for (let bit = from; bit < to && node < count; bit += 1) {
      const word = address[bit >> 5] ?? 0;
      node = nodes[node * 2 + ((word >>> (31 - (bit & 31))) & 1)] ?? count;
    }
    return node;
  }
}

function numberAt(
  file: Uint8Array,
  { nodeByteSize, recordSize }: TreeShape,
  node: number,
  side: 0 | 1,
): number {
  const at = node * nodeByteSize;
  const three = (from: number) =>
    ((file[from] ?? 0) << 16) | ((file[from + 1] ?? 0) << 8) | (file[from + 2] ?? 0);
  switch (recordSize) {
    case 24:
      return three(at + side * 3);
    case 28: {
      const middle = file[at + 3] ?? 0;
      return (side === 0 ? middle >>> 4 : middle & 15) * 0x1000000 + three(at + side * 4);
    }
    default:
      return (file[at + side * 4] ?? 0) * 0x1000000 + three(at + side * 4 + 1);
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
