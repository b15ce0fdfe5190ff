import type { RefusalCode } from "@/lib/edge/verdict";
import type { KeyName } from "../cast";
import type { Message, Row } from "../row";

const PROXY = "127.0.0.66";

/** A call with this key in the header, and what else there is about it. */
function call(name: KeyName, fields: readonly string[] = [], from?: string): Message {
  return {
    line: "GET /t/a HTTP/1.1",
    fields: [`X-API-Key: {${name}}`, ...fields],
    ...(from !== undefined && { from }),
  };
}

/** Name of the key, what is special about the call, and whether it passes. */
type Case = readonly [name: KeyName, what: string, fields: readonly string[], passes: boolean, from?: string];

function rows(code: RefusalCode, cases: readonly Case[]): readonly Row[] {
  return cases.map(([name, what, fields, passes, from]) => ({
    name: `${name}: ${what} ${passes ? "passes" : "is refused"}`,
    send: call(name, fields, from),
    gets: passes ? { status: 200 } : { status: 403, code, headers: { ratelimit: null } },
  }));
}

const DOMAIN = rows("domain_not_allowed", [
  ["by-domain", "its own origin", ["Origin: https://app.example"], true],
  ["by-domain", "its own origin in another scheme", ["Origin: http://app.example"], true],
  ["by-domain", "its own origin at any port", ["Origin: https://app.example:8443"], true],
  ["by-domain", "its own origin in capitals", ["Origin: https://APP.EXAMPLE"], true],
  ["by-domain", "a page of its own as Referer", ["Referer: https://app.example/page?x=1"], true],
  ["by-domain", "one label below a wildcard", ["Origin: https://a.maps.example"], true],
  ["by-domain", "two labels below a wildcard", ["Origin: https://a.b.maps.example"], true],
  ["by-domain", "a listed port", ["Origin: http://localhost:3000"], true],
  ["by-domain", "another port than the listed one", ["Origin: http://localhost:3001"], false],
  ["by-domain", "the wildcard's own name", ["Origin: https://maps.example"], false],
  ["by-domain", "a name that ends like it", ["Origin: https://evil-app.example"], false],
  ["by-domain", "a name that ends like the wildcard", ["Origin: https://evilmaps.example"], false],
  ["by-domain", "a name that begins like it", ["Origin: https://app.example.evil.test"], false],
  ["by-domain", "a label below it", ["Origin: https://x.app.example"], false],
  ["by-domain", "its name as a person", ["Origin: https://app.example@evil.test"], false],
  ["by-domain", "the origin null", ["Origin: null"], false],
  ["by-domain", "neither Origin nor Referer", [], false],
  ["by-domain", "a malformed Referer", ["Referer: app.example"], false],
  ["by-domain", "its name in the path of a Referer", ["Referer: https://evil.test/app.example"], false],
  [
    "by-domain",
    "a good Referer behind a bad Origin",
    ["Origin: https://evil.test", "Referer: https://app.example/"],
    false,
  ],
  [
    "by-domain",
    "a good Origin before a bad Referer",
    ["Origin: https://app.example", "Referer: https://evil.test/"],
    true,
  ],
  ["by-domain", "two Origins", ["Origin: https://app.example", "Origin: https://evil.test"], false],
  ["by-domain-or-none", "neither Origin nor Referer", [], true],
  ["by-domain-or-none", "a malformed Referer, which is none", ["Referer: nonsense"], true],
  ["by-domain-or-none", "another origin", ["Origin: https://evil.test"], false],
]);

const ADDRESS = rows("ip_not_allowed", [
  ["by-address", "an address of its network", [], true, "127.0.0.8"],
  ["by-address", "an address that is denied inside it", [], false, "127.0.0.9"],
  ["by-address", "an address outside", [], false, "127.0.1.1"],
  ["by-address", "a stranger who claims to be another", ["X-Forwarded-For: 127.0.0.8"], false, "127.0.1.1"],
  ["by-address", "a client behind the trusted proxy", ["X-Forwarded-For: 127.0.0.8"], true, PROXY],
  ["by-address", "a denied client behind the trusted proxy", ["X-Forwarded-For: 127.0.0.9"], false, PROXY],
  [
    "by-address",
    "the right-most client behind the trusted proxy",
    ["X-Forwarded-For: 127.0.0.8, 198.51.100.1"],
    false,
    PROXY,
  ],
  [
    "by-address",
    "what a client wrote before the proxy",
    ["X-Forwarded-For: 198.51.100.1, 127.0.0.8"],
    true,
    PROXY,
  ],
  [
    "by-address",
    "two fields, read as one",
    ["X-Forwarded-For: 198.51.100.1", "X-Forwarded-For: 127.0.0.8"],
    true,
    PROXY,
  ],
  ["by-address", "a client with a port", ["X-Forwarded-For: 127.0.0.8:1234"], true, PROXY],
  ["by-address", "a client in IPv6", ["X-Forwarded-For: 2001:db8::1"], true, PROXY],
  [
    "by-address",
    "a client in IPv6 with brackets and port",
    ["X-Forwarded-For: [2001:db8::1]:1234"],
    true,
    PROXY,
  ],
  ["by-address", "another network of IPv6", ["X-Forwarded-For: 2001:db9::1"], false, PROXY],
  ["by-address", "IPv4 inside IPv6", ["X-Forwarded-For: ::ffff:127.0.0.9"], false, PROXY],
]);

const AGENT = rows("user_agent_not_allowed", [
  ["by-agent", "its own app", ["User-Agent: MapsApp/3.1"], true],
  ["by-agent", "its own app in another case", ["User-Agent: mapsapp/3.1"], true],
  ["by-agent", "a word in the middle", ["User-Agent: Mozilla/5.0 (X11) Firefox/140.0"], true],
  ["by-agent", "another one", ["User-Agent: curl/8.5.0"], false],
  ["by-agent", "a denied word in an allowed one", ["User-Agent: MapsApp/3.1 Evil"], false],
  ["by-agent", "a denied one on a second line", ["User-Agent: MapsApp/3.1", "User-Agent: Evil"], false],
  ["by-agent", "a denied one on the first line", ["User-Agent: Evil", "User-Agent: MapsApp/3.1"], false],
  ["by-agent", "none", [], false],
  ["by-agent", "an empty one", ["User-Agent:"], false],
  [
    "no-bots",
    "a browser",
    ["User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"],
    true,
  ],
  [
    "no-bots",
    "a crawler",
    ["User-Agent: Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"],
    false,
  ],
  ["no-bots", "none", [], true],
]);

const COUNTRY = rows("country_not_allowed", [
  ["by-country", "an address of it", ["X-Forwarded-For: 8.8.8.8"], true, PROXY],
  ["by-country", "an address of another", ["X-Forwarded-For: 193.0.6.139"], false, PROXY],
  ["by-country", "an address of nobody knows where", [], false],
  ["not-by-country", "an address of it", ["X-Forwarded-For: 8.8.8.8"], false, PROXY],
  ["not-by-country", "an address of another", ["X-Forwarded-For: 193.0.6.139"], true, PROXY],
  ["not-by-country", "an address of nobody knows where", [], true],
]);

const HOURS = rows("outside_allowed_hours", [
  ["by-hours", "any hour of the week", [], true],
  ["out-of-hours", "an hour of another day", [], false],
]);

const READABLE: readonly Row[] = [
  {
    name: "a refused origin may read why",
    send: call("by-domain", ["Origin: https://evil.test"]),
    gets: {
      status: 403,
      code: "domain_not_allowed",
      headers: { "access-control-allow-origin": "https://evil.test" },
    },
  },
  {
    name: "an allowed origin may read the answer",
    send: call("by-domain", ["Origin: https://app.example"]),
    gets: { status: 200, headers: { "access-control-allow-origin": "https://app.example" } },
  },
  {
    name: "a preflight says nothing about the key's domains",
    send: {
      line: "OPTIONS /t/a HTTP/1.1",
      fields: ["Origin: https://evil.test", "Access-Control-Request-Method: GET", "X-API-Key: {by-domain}"],
    },
    gets: { status: 204 },
    counted: false,
    upstream: null,
  },
];

/** Gate 11. */
export const RESTRICTION_ROWS: readonly Row[] = [
  ...DOMAIN,
  ...ADDRESS,
  ...AGENT,
  ...COUNTRY,
  ...HOURS,
  ...READABLE,
];
