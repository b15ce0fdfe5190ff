import { Reader, type Response } from "mmdb-lib";
import { parseIp } from "@/lib/edge/ip-address";
import { AddressTree } from "./address-tree";

const CODE = /^[A-Z]{2}$/;

/**
 * Countries by address, read from a MaxMind DB file as a whole and kept in memory (10 MB for all addresses there are).
 *
 * Everything is looked at when it is read, so that a look-up never fails: it follows at most 128 numbers and decodes nothing.
 */
export class CountryTable {
  readonly #tree: AddressTree;
  readonly #countries: ReadonlyMap<number, string | null>;
  /** When the data was collected. */
  readonly builtAt: Date;

  private constructor(tree: AddressTree, countries: ReadonlyMap<number, string | null>, builtAt: Date) {
    this.#tree = tree;
    this.#countries = countries;
    this.builtAt = builtAt;
  }

  /**
   * Reads a file with records `{country_code}` or `{country: {iso_code}}`.
   * @throws {Error} When it is no such file, is cut, goes in circles, points outside itself or names no country at all.
   */
  static async read(file: Buffer): Promise<CountryTable> {
    const reader = new Reader<Response>(file);
    const tree = await AddressTree.read(file, reader.metadata);
    const countries = new Map<number, string | null>();
    for (const [record, address] of await tree.records()) {
      countries.set(record, countryIn(reader.get(address)));
    }
    const table = new CountryTable(tree, countries, reader.metadata.buildEpoch);
    if (table.countries.length === 0) throw new Error("The file names no country.");
    return table;
  }

  /** Codes of all countries it knows. */
  get countries(): string[] {
    return [...this.#countries.values()].filter((code) => code !== null);
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
