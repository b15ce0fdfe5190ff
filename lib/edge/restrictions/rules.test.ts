import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCidr } from "../cidr";
import { parseIp } from "../ip-address";
import type { CallFacts } from "../ports";
import { countryJudge } from "./country-rules";
import { compileGlob } from "./glob";
import { ipJudge } from "./ip-rules";
import { isKnownBot } from "./known-bots";
import { userAgentJudge } from "./user-agent-rules";

const NOTHING: CallFacts = {
  domain: () => null,
  address: () => null,
  userAgents: () => [],
  country: () => null,
  now: 0,
};

const words = (text: string) => text.split(" ").filter(Boolean);
const networks = (text: string) =>
  words(text).map((word) => {
    const network = parseCidr(word);
    if (network === null) throw new Error(`${word} is a network.`);
    return network;
  });

describe("addresses", () => {
  const judged = (allow: string, deny: string, ip: string) =>
    ipJudge(networks(allow), networks(deny))({ ...NOTHING, address: () => parseIp(ip) });

  test.each<[allow: string, deny: string, ip: string, passes: boolean]>([
    ["192.0.2.0/24", "", "192.0.2.255", true],
    ["192.0.2.0/24", "", "192.0.3.0", false],
    ["192.0.2.0/24", "", "::ffff:192.0.2.1", true],
    ["192.0.2.0/24", "", "::ffff:c000:201", true],
    ["::ffff:192.0.2.0/120", "", "192.0.2.1", true],
    ["192.0.2.7", "", "192.0.2.7", true],
    ["192.0.2.7/32", "", "192.0.2.8", false],
    ["0.0.0.0/0", "", "198.51.100.1", true],
    ["0.0.0.0/0", "", "2001:db8::1", false],
    ["::/0", "", "2001:db8::1", true],
    ["::/0", "", "198.51.100.1", false],
    ["2001:db8::/32", "", "2001:db8:ffff::1", true],
    ["2001:db8::1/128", "", "2001:db8::1%eth0", true],
    ["2001:db8::1", "", "2001:db8::2", false],
    ["", "192.0.2.0/24", "192.0.2.1", false],
    ["", "192.0.2.0/24", "198.51.100.1", true],
    ["192.0.2.0/24", "192.0.2.128/25", "192.0.2.1", true],
    ["192.0.2.0/24", "192.0.2.128/25", "192.0.2.129", false],
    ["192.0.2.129", "192.0.2.0/24", "192.0.2.129", false],
    ["192.0.2.0/24 2001:db8::/32", "", "2001:db8::1", true],
    ["192.0.2.0/24", "", "unknown", false],
    ["", "192.0.2.0/24", "unknown", false],
    ["", "192.0.2.0/24", "", false],
  ])("allow [%s], deny [%s]: %s is %s", (allow, deny, ip, passes) => {
    expect(judged(allow, deny, ip) === null).toBe(passes);
  });

  test("a refusal says what it saw and which rule it broke", () => {
    expect(judged("192.0.2.0/24 2001:db8::/32", "", "::FFFF:198.51.100.9")).toEqual({
      saw: "198.51.100.9",
      rule: "allow 192.0.2.0/24, 2001:db8::/32",
    });
    expect(judged("0.0.0.0/0", "198.51.100.0/24 192.0.2.0/24", "192.0.2.1")).toEqual({
      saw: "192.0.2.1",
      rule: "deny 192.0.2.0/24",
    });
    const many = Array.from({ length: 100 }, (_, index) => `10.0.0.${index}`).join(" ");
    expect(judged(many, "", "192.0.2.1")?.rule).toHaveLength(200);
  });
});

describe("user agents", () => {
  const judged = (allow: string[], deny: string[], agents: string[], denyKnownBots = false) =>
    userAgentJudge({ allow, deny, denyKnownBots })({ ...NOTHING, userAgents: () => agents });

  test.each<[allow: string[], deny: string[], agents: string[], passes: boolean]>([
    [["FleetApp/*"], [], ["FleetApp/3.1"], true],
    [["FleetApp/*"], [], ["fleetapp/3.1 (iOS)"], true],
    [["FleetApp/*"], [], ["Other FleetApp/3.1"], false],
    [["*FleetApp*"], [], ["Other FleetApp/3.1"], true],
    [["FleetApp"], [], ["FleetApp/3.1"], false],
    [["FleetApp", "curl/*"], [], ["curl/8.0"], true],
    [["FleetApp/*"], [], [], false],
    [["*"], [], [], false],
    [["FleetApp/*"], [], ["FleetApp/1", "curl/8"], false],
    [[], ["curl/*"], [], true],
    [[], ["curl/*"], ["CURL/8.0"], false],
    [[], ["curl/*"], ["FleetApp/1"], true],
    [[], ["curl/*"], ["FleetApp/1", "curl/8"], false],
    [["*"], ["*bad*"], ["not bad"], false],
    [[], ["a.b"], ["axb"], true],
    [[], ["(a+)+$"], ["aaaa"], true],
    [[], ["[a-z]*"], ["abc"], true],
  ])("allow %j, deny %j: %j is %s", (allow, deny, agents, passes) => {
    expect(judged(allow, deny, agents) === null).toBe(passes);
  });

  test("a refusal says what it saw and which rule it broke", () => {
    expect(judged([], ["wget/*", "curl/*"], ["curl/8"])).toEqual({ saw: "curl/8", rule: "deny curl/*" });
    expect(judged(["a*", "b*"], [], [])).toEqual({ saw: "none", rule: "allow a*, b*" });
    expect(judged([], [], ["Googlebot/2.1"], true)).toEqual({
      saw: "Googlebot/2.1",
      rule: "deny known bots",
    });
  });

  test("only the beginning of a long one counts", () => {
    expect(judged([], ["*evil"], [`${"a".repeat(508)}evil`])).not.toBeNull();
    expect(judged([], ["*evil*"], [`${"a".repeat(512)}evil`])).toBeNull();
    expect(judged(["*good"], [], [`${"a".repeat(512)}good`])).not.toBeNull();
  });

  test("one call's answer is not another's", () => {
    const judge = userAgentJudge({ allow: ["good*"], deny: ["*bad"], denyKnownBots: false });
    const passes = (...agents: string[]) => judge({ ...NOTHING, userAgents: () => agents }) === null;
    const calls = [
      ["good"],
      ["good"],
      ["good bad"],
      ["good bad"],
      ["good", "good bad"],
      ["good"],
      [],
      ["good"],
      ["x"],
    ];
    expect(calls.map((agents) => passes(...agents))).toEqual([
      true,
      true,
      false,
      false,
      false,
      true,
      false,
      true,
      false,
    ]);
  });

  test("a glob matches what a naive matcher does, whatever stands in it", () => {
    const naive = (pattern: string, text: string): boolean => {
      if (pattern === "") return text === "";
      if (pattern.startsWith("*")) {
        return naive(pattern.slice(1), text) || (text !== "" && naive(pattern, text.slice(1)));
      }
      return text !== "" && pattern[0] === text[0] && naive(pattern.slice(1), text.slice(1));
    };
    const pattern = fc.string({ unit: fc.constantFrom(..."aab**.("), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom(..."aab.("), maxLength: 10 });
    fc.assert(
      fc.property(pattern, text, (glob, given) => {
        expect(compileGlob(glob)(given)).toBe(naive(glob, given));
        expect(compileGlob(glob.toUpperCase())(given)).toBe(naive(glob, given));
      }),
      { seed: 20_261_122, numRuns: 2000 },
    );
  });

  test.each([
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
    "Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0",
    "CCBot/2.0 (https://commoncrawl.org/faq/)",
    "facebookexternalhit/1.1",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36",
    "Scrapy/2.11 (+https://scrapy.org)",
    "UptimeRobot/2.0",
    "robot",
  ])("%s is a known bot", (agent) => {
    expect(isKnownBot(agent.toLowerCase())).toBe(true);
  });

  test.each([
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 8.0.0; CUBOT_P20) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/70.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 6.0; CUBOT MAX Build/MRA58K) AppleWebKit/537.36",
    "curl/8.5.0",
    "python-requests/2.32",
    "FleetApp/3.1 (bottom sheet)",
    "",
  ])("%s is none", (agent) => {
    expect(isKnownBot(agent.toLowerCase())).toBe(false);
  });
});

describe("countries", () => {
  const judged = (allow: string, deny: string, country: string | null) =>
    countryJudge({ allow: words(allow), deny: words(deny) })({ ...NOTHING, country: () => country });

  test.each<[allow: string, deny: string, country: string | null, passes: boolean]>([
    ["DE FR", "", "FR", true],
    ["DE FR", "", "US", false],
    ["DE FR", "", null, false],
    ["", "US", "US", false],
    ["", "US", "DE", true],
    ["", "US", null, true],
    ["DE", "DE", "DE", false],
  ])("allow [%s], deny [%s]: %s is %s", (allow, deny, country, passes) => {
    expect(judged(allow, deny, country) === null).toBe(passes);
  });

  test("a refusal says what it saw and which rule it broke", () => {
    expect(judged("DE FR", "", null)).toEqual({ saw: "unknown", rule: "allow DE, FR" });
    expect(judged("", "US CA", "CA")).toEqual({ saw: "CA", rule: "deny CA" });
  });
});
