import { parseCidr } from "@/lib/edge/cidr";

/** A number to be written in so many bytes. */
type Field =
  | string
  | { readonly type: "uint16" | "uint32" | "uint64"; readonly value: number }
  | readonly Field[]
  | Record;
type Record = { readonly [name: string]: Field };

const MARKER = Buffer.from("\xab\xcd\xefMaxMind.com", "latin1");
const NOTHING = -1;

/** A MaxMind DB file, version 6, with one record per network (`192.0.2.0/24`, `2001:db8::/32`), none in another. */
export function mmdbFile(networks: { readonly [cidr: string]: Record }, builtAt = 1_795_348_800): Buffer {
  const nodes: [number, number][] = [[NOTHING, NOTHING]];
  const records: Buffer[] = [];
  const offsets: number[] = [];
  for (const [cidr, record] of Object.entries(networks)) {
    offsets.push(records.reduce((sum, { length }) => sum + length, 0));
    records.push(encode(record));
    insert(nodes, pathOf(cidr), -1 - offsets.length);
  }
  const tree = Buffer.alloc(nodes.length * 6);
  nodes.forEach((node, index) => {
    node.forEach((value, side) => {
      const isRecord = value < NOTHING;
      const written = isRecord ? nodes.length + 16 + (offsets[-2 - value] ?? 0) : value;
      tree.writeUIntBE(value === NOTHING ? nodes.length : written, index * 6 + side * 3, 3);
    });
  });
  const metadata = encode({
    binary_format_major_version: { type: "uint16", value: 2 },
    binary_format_minor_version: { type: "uint16", value: 0 },
    build_epoch: { type: "uint64", value: builtAt },
    database_type: "Test",
    description: {},
    ip_version: { type: "uint16", value: 6 },
    languages: [],
    node_count: { type: "uint32", value: nodes.length },
    record_size: { type: "uint16", value: 24 },
  });
  return Buffer.concat([tree, Buffer.alloc(16), ...records, MARKER, metadata]);
}

/** The bits of a network; IPv4 lies at the bottom of the tree. */
function pathOf(cidr: string): number[] {
  const network = parseCidr(cidr);
  if (network === null) throw new Error(`${cidr} is no network.`);
  const isV4 = !cidr.includes(":");
  return Array.from({ length: network.bits }, (_, bit) =>
    isV4 && bit < 96 ? 0 : ((network.address[bit >> 5] ?? 0) >>> (31 - (bit & 31))) & 1,
  );
}

function insert(nodes: [number, number][], path: readonly number[], value: number): void {
  let at = 0;
  path.forEach((bit, index) => {
    const node = nodes[at];
    if (node === undefined) return;
    const side = bit === 1 ? 1 : 0;
    if (index === path.length - 1) node[side] = value;
    else {
      if (node[side] < 0) node[side] = nodes.push([NOTHING, NOTHING]) - 1;
      at = node[side];
    }
  });
}

function encode(field: Field): Buffer {
  if (typeof field === "string") {
    const text = Buffer.from(field);
    return Buffer.concat([control(2, text.length), text]);
  }
  if (isList(field)) return Buffer.concat([control(11, field.length), ...field.map(encode)]);
  if (isNumber(field)) {
    const type = { uint16: 5, uint32: 6, uint64: 9 }[field.type];
    const bytes = Buffer.alloc(6);
    bytes.writeUIntBE(field.value, 0, 6);
    const length = field.type === "uint16" ? 2 : field.type === "uint32" ? 4 : 6;
    return Buffer.concat([control(type, length), bytes.subarray(6 - length)]);
  }
  const entries = Object.entries(field);
  return Buffer.concat([
    control(7, entries.length),
    ...entries.flatMap(([name, value]) => [encode(name), encode(value)]),
  ]);
}

function control(type: number, size: number): Buffer {
  return type > 7 ? Buffer.from([size, type - 7]) : Buffer.from([(type << 5) | size]);
}

function isList(field: Field): field is readonly Field[] {
  return Array.isArray(field);
}

function isNumber(field: object): field is { type: "uint16" | "uint32" | "uint64"; value: number } {
  return "value" in field;
}
