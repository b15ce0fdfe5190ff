import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseEnv } from "@/lib/env";
import { COUNTRY_CODES } from "@/lib/std/countries";
import { CountryTable } from "./country-table";
import { mmdbFile } from "./testing/mmdb-file";

const FILE = mmdbFile({
  "192.0.2.0/25": { country_code: "DE" },
  "192.0.2.128/25": { country_code: "FR" },
  "198.51.100.7/32": { country: { iso_code: "US", names: { en: "United States" } } },
  "203.0.113.0/24": { continent: { code: "EU" } },
  "2001:db8::/32": { country_code: "NZ" },
});

describe("a table", () => {
  test.each([
    ["192.0.2.1", "DE"],
    ["192.0.2.200", "FR"],
    ["::ffff:192.0.2.200", "FR"],
    ["::ffff:c000:2c8", "FR"],
    ["198.51.100.7", "US"],
    ["198.51.100.8", null],
    ["203.0.113.1", null],
    ["2001:db8:ffff::1", "NZ"],
    ["2001:db9::1", null],
    ["::1", null],
    ["unknown", null],
    ["", null],
  ])("knows the country of %s: %s", async (ip, country) => {
    expect((await CountryTable.read(FILE)).countryOf(ip)).toBe(country);
  });

  test("says when its data was collected", async () => {
    expect((await CountryTable.read(FILE)).builtAt).toEqual(new Date("2026-11-22T12:00:00Z"));
  });
});

describe("a file is refused as a whole", () => {
  const damaged = (change: (file: Buffer) => Buffer | undefined) => {
    const copy = Buffer.from(FILE);
    return CountryTable.read(change(copy) ?? copy);
  };

  test.each<[string, (file: Buffer) => Buffer | undefined]>([
    ["when it is empty", () => Buffer.alloc(0)],
    ["when it is another kind of file", () => Buffer.from("<!doctype html>".repeat(1000))],
    ["when its end is missing", (file) => file.subarray(0, file.length - 200)],
    ["when its beginning is missing", (file) => file.subarray(300)],
    ["when a node points outside", (file) => void file.writeUIntBE(0xff_ff_ff, 0, 3)],
    ["when a node points between tree and records", (file) => void file.writeUIntBE(nodesIn(file) + 3, 0, 3)],
    ["when its tree goes in circles", (file) => void file.writeUIntBE(0, 0, 3)],
    ["when a record is none", (file) => void file.fill(0xff, nodesIn(file) * 6 + 16, nodesIn(file) * 6 + 40)],
    ["when it names a country that is none", (file) => void file.write("de", file.indexOf("DE"))],
  ])("%s", async (_, change) => {
    await expect(damaged(change)).rejects.toThrow();
  });

  test("when it names no country at all", async () => {
    await expect(CountryTable.read(mmdbFile({ "192.0.2.0/24": { asn: "AS1" } }))).rejects.toThrow(
      /no country/,
    );
  });

  test("when any single byte of its tree is anything else, or is then still read without harm", async () => {
    for (let at = 0; at < nodesIn(FILE) * 6; at += 7) {
      const read = damaged((file) => void file.writeUInt8((file.readUInt8(at) + 101) % 256, at));
      const country = await read.then((table) => table.countryOf("192.0.2.1")).catch(() => null);
      expect(country === null || COUNTRY_CODES.has(country)).toBe(true);
    }
  });
});

test("the file that is installed is in force unless another is named", async () => {
  const { COUNTRY_DATABASE } = parseEnv({
    PUBLIC_URL: "http://localhost:3000",
    DATABASE_URL: "postgres://localhost/keyward",
    KEYWARD_MASTER_KEY: `1:${"A".repeat(43)}=`,
    KEYWARD_PEPPER: `1:${"A".repeat(43)}=`,
    KEYWARD_EDGE_KEY: `1:${"A".repeat(43)}=`,
    NEXTAUTH_SECRET: "a".repeat(32),
  });
  const table = await CountryTable.read(readFileSync(COUNTRY_DATABASE));
  expect(
    ["8.8.8.8", "2001:4860:4860::8888", "193.0.6.139", "127.0.0.1"].map((ip) => table.countryOf(ip)),
  ).toEqual(["US", "US", "NL", null]);
  // The Netherlands Antilles are no more, but registries still name them.
  expect(table.countries.filter((code) => !COUNTRY_CODES.has(code))).toEqual(["AN"]);
  expect(table.countries.length).toBeGreaterThan(240);
});

/** Nodes of the tree: its records come after a separator of zeros, the first of them a map. */
function nodesIn(file: Buffer): number {
  const firstRecord = file.indexOf(Buffer.from([0xe1, 0x4c]));
  return (firstRecord - 16) / 6;
}
