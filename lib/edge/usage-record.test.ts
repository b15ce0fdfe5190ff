import { expect, test } from "vitest";
import type { Admitted, Refused } from "./decision";
import { generateSecret } from "./secret-format";
import { callOf, keyOf, NOON, productOf } from "./testing/fixtures";
import { type Ending, usageRecordOf } from "./usage-record";

const product = productOf();
const [endpointClass] = product.classes;
if (endpointClass === undefined) throw new Error("The fixture has a class.");
const shared = {
  route: { product, endpointClass, template: "/map/{rest+}" },
  key: keyOf(),
  credential: "header",
  tokenId: "",
  limits: [],
  observed: [],
} as const;
const admitted = { ...shared, kind: "admitted", path: "/map/1", query: "" } as unknown as Admitted;
const refusedAs = (over: Partial<Refused>) =>
  ({
    ...shared,
    kind: "refused",
    code: "domain_not_allowed",
    retryAfterMs: 0,
    violated: [],
    saw: "",
    rule: "",
    ...over,
  }) as unknown as Refused;
const ENDING: Ending = { at: NOON, status: 200, bytesIn: 1, bytesOut: 2, latencyMs: 3.5, requestId: "req_a" };

test("tells who called what from where, and nothing of path, query and headers", () => {
  const headers = [
    "User-Agent",
    "curl/8.7.1",
    "Origin",
    "https://Shop.Example.com:8443",
    "Referer",
    "https://other.example/private?token=1",
  ];
  const call = callOf({ method: "POST", target: "/map/1?private=1", headers });
  const record = usageRecordOf({ ...admitted, tokenId: "tok_a" }, call, ENDING, (ip) =>
    ip === "192.0.2.1" ? "NL" : null,
  );
  const names = [record, Object.getPrototypeOf(record)]
    .flatMap((of) => Object.getOwnPropertyNames(of))
    .filter((name) => name !== "constructor" && name !== "kind");
  expect(Object.fromEntries(names.map((name) => [name, record[name as keyof typeof record]]))).toEqual({
    at: NOON,
    orgId: "org_a",
    keyId: "key_a",
    secretId: "sec_a",
    tokenId: "tok_a",
    productId: "prd_map",
    classId: "cls_tile",
    endpoint: "/map/{rest+}",
    method: "POST",
    access: "write",
    inQuery: false,
    status: 200,
    code: "",
    saw: "",
    rule: "",
    observed: [],
    bytesIn: 1,
    bytesOut: 2,
    latencyMs: 3.5,
    ip: "192.0.2.1",
    country: "NL",
    agent: "curl",
    referrer: "shop.example.com",
    requestId: "req_a",
  });
});

test("tells whether the key came in the query, admitted or refused", () => {
  const came = (credential: "header" | "query" | "bearer") => [
    usageRecordOf({ ...admitted, credential }, callOf(), ENDING).inQuery,
    usageRecordOf(refusedAs({ credential }), callOf(), ENDING).inQuery,
  ];
  expect([came("header"), came("query"), came("bearer")]).toEqual([
    [false, false],
    [true, true],
    [false, false],
  ]);
});

test.each([
  [["Referer", "https://Example.com/a/b?c"], "example.com"],
  [["Origin", "null", "Referer", "https://example.com/"], "example.com"],
  [["Origin", "https://a.example, https://b.example"], ""],
  [["Referer", "https://user:word@example.com/"], ""],
  [["Referer", "not a url"], ""],
  [["Origin", "capacitor://localhost"], "localhost"],
  [["Referer", "http://[2001:db8::1]:8080/"], "[2001:db8::1]"],
  [["Referer", "https://exa\u0000mple.com/"], ""],
  [[], ""],
])("of %j the referrer is %j", (headers, referrer) => {
  expect(usageRecordOf(admitted, callOf({ headers }), ENDING).referrer).toBe(referrer);
});

test("what a gate saw is told without secrets and control characters, cut after that", () => {
  const secret = generateSecret();
  const saw = `${"a".repeat(180)}${secret}`;
  const refused = refusedAs({ saw, rule: "line\r\n\u0000\u202egnp" });
  const record = usageRecordOf(refused, callOf(), ENDING);
  expect(record.saw).toBe(`${"a".repeat(180)}kw_redacted`);
  expect(record.rule).toBe("line\\u000d\\u000a\\u0000\\u202egnp");
  const long = usageRecordOf(refusedAs({ saw: "b".repeat(5_000) }), callOf(), ENDING);
  expect(long.saw).toHaveLength(200);
});

test("a call that belongs to nobody has no IDs", () => {
  const record = usageRecordOf(refusedAs({ key: null, route: null, code: "key_missing" }), callOf(), ENDING);
  const { orgId, keyId, secretId, productId, classId, endpoint, code } = record;
  expect([orgId, keyId, secretId, productId, classId, endpoint, code]).toEqual([
    "",
    "",
    "",
    "",
    "",
    "",
    "key_missing",
  ]);
});

test.each([
  ["product_not_allowed", {}, "map:tile", "products prd_other"],
  ["access_not_allowed", {}, "POST", "read only"],
  ["key_disabled", {}, "key key_a", "disabled since 2026-11-22T12:00:00.000Z"],
  ["key_expired", {}, "2026-11-22T12:00:00.000Z", "expired at 2026-11-22T11:59:59.999Z"],
  ["body_too_large", {}, "5000 bytes", "at most 1000 bytes"],
  ["method_not_supported", {}, "POST", "a method that products know"],
  ["qps_exceeded", { limits: [{ policy: "qps", quota: 5 }], violated: ["qps"] }, "one call more", "qps 5"],
  ["key_invalid", {}, "", ""],
  ["domain_not_allowed", { saw: "a.example", rule: "*.example.com" }, "a.example", "*.example.com"],
] as const)("%s is explained", (code, over, saw, rule) => {
  const key = keyOf({ productIds: ["prd_other"], disabledAt: NOON, expiresAt: NOON - 1 });
  const call = callOf({ method: "POST", headers: ["Content-Length", "5000"] });
  const record = usageRecordOf(refusedAs({ code, key, ...(over as Partial<Refused>) }), call, ENDING);
  expect([record.saw, record.rule]).toEqual([saw, rule]);
});
