import fc from "fast-check";
import { expect, test } from "vitest";
import { kindOf } from "./call-kinds";
import type { Admitted, Refused } from "./decision";
import { RawHeaders } from "./headers";
import { keyOf, NOON, productOf } from "./testing/fixtures";
import { REFUSALS, type RefusalCode } from "./verdict";

const product = productOf();
const [endpointClass] = product.classes;
if (endpointClass === undefined) throw new Error("The fixture has a class.");
const routes = [
  { product, endpointClass, template: "/map/{rest+}" },
  { product, endpointClass, template: "/map/{z}" },
];
const keys = [
  keyOf(),
  keyOf({ productIds: ["prd_other"], disabledAt: NOON }),
  keyOf({ secretId: "sec_b", expiresAt: NOON }),
];

type Given = {
  verdict: Admitted | Refused;
  method: string;
  ip: string;
  fields: string[];
  status: number;
  at: number;
};

const anyOf = <T>(...values: T[]) => fc.constantFrom(...values);
const given: fc.Arbitrary<Given> = fc.record({
  verdict: fc
    .record({
      kind: anyOf("admitted", "refused", "refused"),
      code: anyOf(...(Object.keys(REFUSALS) as RefusalCode[])),
      route: anyOf(null, ...routes),
      key: anyOf(null, ...keys),
      credential: anyOf("header", "query", "bearer"),
      tokenId: anyOf("", "", "tok_a"),
      limits: anyOf([], [{ policy: "qps", quota: 5 }], [{ policy: "qps", quota: 6 }]),
      violated: anyOf([], ["qps"]),
      observed: anyOf([], [], ["hours"], ["hours", "ip"]),
      saw: anyOf("", "", "a.example", "\u0000"),
      rule: anyOf("", "", "*.example.com"),
    })
    .map((parts) => parts as unknown as Admitted | Refused),
  method: anyOf("GET", "GET", "POST", "BREW"),
  ip: anyOf("192.0.2.1", "192.0.2.1", "2001:db8::1"),
  fields: anyOf(
    [],
    ["User-Agent", "curl/8.7.1"],
    ["User-Agent", "curl/8.7.2", "Referer", "https://a.example/1"],
    ["Referer", "https://a.example/2", "Origin", "https://b.example", "Content-Length", "5000"],
    ["Content-Length", "5001", "Upgrade", "websocket", "User-Agent", "x".repeat(1500)],
  ),
  status: anyOf(200, 200, 403, 502),
  at: anyOf(NOON, NOON, NOON + 1, NOON + 9_000, NOON + 20_000, NOON - 60_000),
});

const country = (ip: string) => (ip === "192.0.2.1" ? "NL" : null);
const told = ({ verdict, method, ip, fields, status, at }: Given, countryOf = country) =>
  kindOf(verdict, { method, ip, headers: new RawHeaders(fields) }, status, at, countryOf);
const FIELDS = [
  [
    "orgId",
    "keyId",
    "secretId",
    "tokenId",
    "productId",
    "classId",
    "endpoint",
    "method",
    "access",
    "inQuery",
  ],
  ["status", "code", "saw", "rule", "observed", "ip", "country", "agent", "referrer"],
].flat();
const plain = (kind: ReturnType<typeof kindOf>) =>
  FIELDS.map((field) => [field, kind[field as keyof typeof kind]]);

test("whatever was called before, a call is told as if it were the first", () => {
  fc.assert(
    fc.property(fc.array(given, { minLength: 1, maxLength: 40 }), (calls) => {
      for (const call of calls) {
        // A look-up that nobody has used before finds nothing known.
        expect(plain(told(call))).toEqual(plain(told(call, (ip) => country(ip))));
      }
    }),
    { seed: 20261123, numRuns: 400 },
  );
});

test("calls that are alike share one object, and another address, program, path or status makes another", () => {
  // Later than any call before.
  const LATER = NOON + 3_600_000;
  const call: Given = {
    verdict: {
      kind: "refused",
      code: "product_not_allowed",
      route: routes[0],
      key: keys[1],
      credential: "header",
      tokenId: "",
      limits: [],
      observed: [],
      violated: [],
      saw: "",
      rule: "",
    } as unknown as Refused,
    method: "GET",
    ip: "192.0.2.1",
    fields: ["User-Agent", "curl/8.7.1"],
    status: 403,
    at: LATER,
  };
  const first = told(call);
  expect(told({ ...call, at: LATER + 5_000, fields: [...call.fields] })).toBe(first);
  expect(told({ ...call, ip: "192.0.2.2" })).not.toBe(first);
  expect(told({ ...call, status: 400 })).not.toBe(first);
  expect(told({ ...call, fields: ["User-Agent", "curl/8.7.2"] })).not.toBe(first);
  expect(told({ ...call, verdict: { ...call.verdict, route: routes[1] } as Refused })).not.toBe(first);
  expect(told(call)).toBe(first);
  // The country of an address is asked for again before long.
  expect(told({ ...call, at: LATER + 10_001 })).not.toBe(first);
});
