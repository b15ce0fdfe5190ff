import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { describe, expect, test } from "vitest";
import { CidrSet, formatCidr, networkOf, parseCidr } from "./cidr";
import { formatIp, isIpv4, parseIp } from "./ip-address";

const SEED = { seed: 20_261_122, numRuns: 500 };
const v4 = fc.ipV4();
const v6 = fc.ipV6();
const ip = fc.oneof(v4, v6);

function network(text: string) {
  const cidr = parseCidr(text);
  if (cidr === null) throw new Error(`${text} is a network.`);
  return cidr;
}

function address(text: string) {
  const read = parseIp(text);
  if (read === null) throw new Error(`${text} is an address.`);
  return read;
}

/** As URLs write it; they keep mapped addresses in hexadecimal. */
function canonical(text: string): string {
  if (!text.includes(":")) return text;
  const hex = new URL(`http://[${text}]/`).hostname.slice(1, -1);
  return /^::ffff:[0-9a-f]+:[0-9a-f]+$/.test(hex) ? ipaddr.process(hex).toString() : hex;
}

const holds = (cidr: string, text: string) => new CidrSet([network(cidr)]).has(address(text));

describe("an address", () => {
  test("is read and written as an independent library does it", () => {
    fc.assert(
      fc.property(ip, (text) => {
        expect(formatIp(address(text))).toBe(canonical(text));
      }),
      SEED,
    );
  });

  test("is one value however it is spelt", () => {
    for (const text of ["::ffff:192.0.2.1", "::FFFF:c000:201", "0:0:0:0:0:ffff:192.0.2.1", "192.0.2.1"]) {
      expect(address(text)).toEqual([0, 0, 0xffff, 0xc0000201]);
      expect(isIpv4(address(text))).toBe(true);
    }
    expect(address("fe80::1%eth0")).toEqual(address("fe80::1"));
    expect(isIpv4(address("::192.0.2.1"))).toBe(false);
  });

  const MALFORMED =
    "1.2.3 1.2.3.4.5 1.2.3.256 01.2.3.4 0x7f.0.0.1 2130706433 1.2.3. 1..2.3 1.2.3.4:80 [::1] : :1 1: ::: 1::2::3 ::g ::1% " +
    "1:2:3:4:5:6:7 1:2:3:4:5:6:7:8:9 ::12345 1:2:3:4:5:6:7:8:: ::1.2.3 1:2:3:4:5:6:7:1.2.3.4 1:2:3:4:5:6:7::8:9";
  test.each(["", " ", "1.2.3.4 ", ...MALFORMED.split(" ")])("is not %j", (text) => {
    expect(parseIp(text)).toBeNull();
  });

  test("may be anything at all without harm", () => {
    const alphabet = fc.string({ unit: fc.constantFrom(..."0123456789abcf.:%/"), maxLength: 45 });
    fc.assert(
      fc.property(alphabet, (text) => {
        const ours = parseIp(text);
        // The library also takes short, octal and hexadecimal IPv4.
        const isTheirs = text.includes(":")
          ? ipaddr.IPv6.isValid(text)
          : ipaddr.IPv4.isValidFourPartDecimal(text);
        expect(ours !== null).toBe(isTheirs);
        if (ours !== null) expect(address(formatIp(ours))).toEqual(ours);
      }),
      { ...SEED, numRuns: 3000 },
    );
  });
});

describe("a network", () => {
  test("holds what an independent library says it holds", () => {
    const bits = (max: number) => fc.integer({ min: 0, max });
    const plainV6 = v6.map(canonical).filter((text) => text.includes(":"));
    const cases = fc.oneof(fc.tuple(v4, v4, bits(32)), fc.tuple(plainV6, plainV6, bits(128)));
    fc.assert(
      fc.property(cases, fc.boolean(), ([base, other, prefix], isNear) => {
        const near = isNear ? formatIp(networkOf(network(`${base}/${prefix}`)).address) : other;
        const [theirs, there] = [ipaddr.process(near), ipaddr.process(base)];
        const expected = theirs.kind() === there.kind() && theirs.match(there, prefix);
        expect(holds(`${base}/${prefix}`, near)).toBe(expected);
      }),
      SEED,
    );
  });

  test("has one spelling", () => {
    for (const [given, canonical] of [
      ["10.1.2.3/8", "10.0.0.0/8"],
      ["::ffff:10.0.0.0/104", "10.0.0.0/8"],
      ["::ffff:10.0.0.1", "10.0.0.1"],
      ["192.0.2.1/32", "192.0.2.1"],
      ["2001:DB8:0:0::/32", "2001:db8::/32"],
      ["0.0.0.0/0", "0.0.0.0/0"],
      ["::/0", "::/0"],
      ["::1/128", "::1"],
    ] as const) {
      expect(formatCidr(networkOf(network(given)))).toBe(canonical);
      expect(formatCidr(networkOf(network(canonical)))).toBe(canonical);
    }
  });

  test.each([
    ["0.0.0.0/0", "255.255.255.255", true],
    ["0.0.0.0/0", "::ffff:1.2.3.4", true],
    ["0.0.0.0/0", "::1", false],
    ["::/0", "1.2.3.4", false],
    ["::/0", "::", true],
    ["::/90", "1.2.3.4", false],
    ["10.0.0.0/8", "10.255.255.255", true],
    ["10.0.0.0/8", "11.0.0.0", false],
    ["10.0.0.0/31", "10.0.0.1", true],
    ["10.0.0.0/31", "10.0.0.2", false],
    ["192.0.2.1", "192.0.2.1", true],
    ["192.0.2.1", "192.0.2.0", false],
    ["::ffff:10.0.0.0/104", "10.9.9.9", true],
    ["2001:db8::/33", "2001:db8:7fff::", true],
    ["2001:db8::/33", "2001:db8:8000::", false],
    ["ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe", false],
  ])("%s and %s: %s", (cidr, text, expected) => {
    expect(holds(cidr, text)).toBe(expected);
  });

  test.each([
    "10.0.0.0/33",
    "10.0.0.0/-1",
    "10.0.0.0/",
    "10.0.0.0/08",
    "10.0.0.0/8/8",
    "::/129",
    "fe80::%1/64",
    "/8",
  ])("is not %j", (text) => {
    expect(parseCidr(text)).toBeNull();
  });
});

test("a set finds the network that holds an address, whichever family comes first", () => {
  const set = new CidrSet(["2001:db8::/32", "10.0.0.0/8", "192.0.2.0/24"].map(network));
  const found = (text: string) => {
    const cidr = set.find(address(text));
    return cidr && formatCidr(cidr);
  };
  expect([found("10.1.1.1"), found("192.0.2.9"), found("2001:db8::9"), found("::1")]).toEqual([
    "10.0.0.0/8",
    "192.0.2.0/24",
    "2001:db8::/32",
    null,
  ]);
  expect([set.size, new CidrSet([]).has(address("::1"))]).toEqual([3, false]);
});
