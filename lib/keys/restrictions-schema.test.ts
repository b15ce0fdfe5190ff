import { describe, expect, test } from "vitest";
import { compileRestrictions } from "@/lib/edge/restrictions/compile";
import { noRestrictions } from "./no-restrictions";
import { publicSuffixFault } from "./public-suffix";
import { ENTRIES_MAX } from "./restriction-entries";
import { Restrictions } from "./restrictions-schema";

const EMPTY = noRestrictions();

/** Sentences by the field they belong to. */
function faults(given: unknown): Record<string, string[]> {
  const result = Restrictions.safeParse(given);
  const found: Record<string, string[]> = {};
  for (const { path, message } of result.error?.issues ?? []) {
    const field = path.join(".");
    found[field] = [...(found[field] ?? []), message];
  }
  return found;
}

test("what is left out is off and empty", () => {
  expect(Restrictions.parse({})).toEqual(EMPTY);
  expect(Restrictions.parse({ ip: { mode: "enforce", deny: ["192.0.2.7"] } })).toEqual({
    ...EMPTY,
    ip: { mode: "enforce", allow: [], deny: ["192.0.2.7"] },
  });
});

test("each entry has one spelling and stands once, and parsing again changes nothing", () => {
  const parsed = Restrictions.parse({
    domain: { mode: "enforce", allow: ["Example.com", " example.COM ", "*.bücher.example:8443"] },
    ip: {
      mode: "observe",
      allow: ["2001:DB8::/32", "192.0.2.7/32", "::ffff:192.0.2.7"],
      deny: ["10.0.0.0/8"],
    },
    userAgent: { mode: "enforce", allow: ["FleetApp/**"], deny: [" curl/* "], denyKnownBots: true },
    country: { mode: "enforce", deny: ["us", "US", "xk"] },
    hours: {
      mode: "enforce",
      zone: "Europe/Berlin",
      windows: [{ days: ["fri", "mon", "mon"], from: "22:00", to: "06:00" }],
    },
  });
  expect(parsed).toEqual({
    domain: { mode: "enforce", allow: ["example.com", "*.xn--bcher-kva.example:8443"], allowMissing: false },
    ip: { mode: "observe", allow: ["2001:db8::/32", "192.0.2.7"], deny: ["10.0.0.0/8"] },
    userAgent: { mode: "enforce", allow: ["FleetApp/*"], deny: ["curl/*"], denyKnownBots: true },
    country: { mode: "enforce", allow: [], deny: ["US", "XK"] },
    hours: {
      mode: "enforce",
      zone: "Europe/Berlin",
      windows: [{ days: ["mon", "fri"], from: "22:00", to: "06:00" }],
    },
  });
  expect(Restrictions.parse(parsed)).toEqual(parsed);
  expect(compileRestrictions(parsed)).toHaveLength(5);
});

describe("what is wrong is said by name, at its place", () => {
  test.each<[string, unknown, string, RegExp]>([
    [
      "a scheme",
      { domain: { allow: ["ok.test", "https://a.test"] } },
      "domain.allow.1",
      /^"https:\/\/a\.test": .*scheme/,
    ],
    [
      "a network with host bits",
      { ip: { allow: ["10.1.2.3/8"] } },
      "ip.allow.0",
      /^"10\.1\.2\.3\/8": write 10\.0\.0\.0\/8/,
    ],
    ["no address", { ip: { deny: ["10.1.2"] } }, "ip.deny.0", /^"10\.1\.2": write an address/],
    ["an address with a zone", { ip: { deny: ["fe80::1%eth0"] } }, "ip.deny.0", /write an address/],
    ["an empty pattern", { userAgent: { allow: [" "] } }, "userAgent.allow.0", /^"": write what/],
    [
      "a long pattern",
      { userAgent: { allow: ["a".repeat(101)] } },
      "userAgent.allow.0",
      /^"a{59}…": use at most 100/,
    ],
    [
      "a huge entry",
      { domain: { allow: ["a".repeat(1000)] } },
      "domain.allow.0",
      /^"a{59}…": this is too long/,
    ],
    ["a pattern no user agent has", { userAgent: { deny: ["bücher*"] } }, "userAgent.deny.0", /ASCII/],
    [
      "a pattern of stars",
      { userAgent: { deny: ["*a".repeat(11)] } },
      "userAgent.deny.0",
      /at most 10 times/,
    ],
    ["no country", { country: { allow: ["DE", "Germany"] } }, "country.allow.1", /^"Germany": use a code/],
    ["a code that is none", { country: { allow: ["ZZ"] } }, "country.allow.0", /^"ZZ": use a code/],
    ["no zone", { hours: { zone: "Berlin" } }, "hours.zone", /Europe\/Berlin/],
    ["an offset for a zone", { hours: { zone: "+02:00" } }, "hours.zone", /IANA/],
    [
      "no day",
      { hours: { windows: [{ days: [], from: "09:00", to: "17:00" }] } },
      "hours.windows.0.days",
      /one day/,
    ],
    [
      "an odd day",
      { hours: { windows: [{ days: ["Monday"], from: "09:00", to: "17:00" }] } },
      "hours.windows.0.days.0",
      /mon/,
    ],
    [
      "an odd time",
      { hours: { windows: [{ days: ["mon"], from: "9", to: "17:00" }] } },
      "hours.windows.0.from",
      /09:30/,
    ],
    [
      "24:00 as a start",
      { hours: { windows: [{ days: ["mon"], from: "24:00", to: "17:00" }] } },
      "hours.windows.0.from",
      /09:30/,
    ],
    [
      "25:00",
      { hours: { windows: [{ days: ["mon"], from: "09:00", to: "25:00" }] } },
      "hours.windows.0.to",
      /24:00/,
    ],
    [
      "an empty window",
      { hours: { windows: [{ days: ["mon"], from: "09:00", to: "09:00" }] } },
      "hours.windows.0.to",
      /whole day/,
    ],
    ["no domain", { domain: { mode: "enforce" } }, "domain.allow", /at least one domain/],
    ["no address at all", { ip: { mode: "observe" } }, "ip.allow", /turn this off/],
    ["no user agent", { userAgent: { mode: "enforce" } }, "userAgent.allow", /turn this off/],
    ["no country at all", { country: { mode: "enforce" } }, "country.allow", /turn this off/],
    ["no window", { hours: { mode: "enforce" } }, "hours.windows", /one window/],
    ["an odd mode", { ip: { mode: "on" } }, "ip.mode", /off, observe or enforce/],
    [
      "too many",
      { ip: { deny: Array.from({ length: ENTRIES_MAX + 1 }, (_, at) => `10.0.0.${at}`) } },
      "ip.deny",
      /at most 100/,
    ],
  ])("%s", (_, given, field, sentence) => {
    const found = faults(given);
    expect(Object.keys(found)).toEqual([field]);
    expect(found[field]?.[0]).toMatch(sentence);
  });

  test("an unknown field is refused", () => {
    expect(Object.keys(faults({ referer: {} }))).toEqual([""]);
    expect(Object.keys(faults({ ip: { block: [] } }))).toEqual(["ip"]);
  });

  test("a list that is off is checked, too, so that it can be turned on any day", () => {
    expect(Object.keys(faults({ ip: { mode: "off", allow: ["nonsense"] } }))).toEqual(["ip.allow.0"]);
  });
});

describe("a domain that everybody can have a part of", () => {
  test.each([
    "*.co.uk",
    "co.uk",
    "*.github.io",
    "*.com.au",
    "*.公司.cn",
    "*.xn--55qx5d.cn",
    "*.appspot.com",
    "*.co.uk:8443",
  ])("%s is refused", (pattern) => {
    expect(publicSuffixFault(pattern)).toMatch(/anybody can have a site there/);
  });

  test.each([
    "example.co.uk",
    "*.example.co.uk",
    "github.io",
    "me.github.io",
    "*.me.github.io",
    "localhost",
    "*.localhost",
    "127.0.0.1",
    "null",
    "*.corp.internal",
    "shop.intranet",
  ])("%s is not one", (pattern) => {
    expect(publicSuffixFault(pattern)).toBeNull();
  });
});
