import { expect, test } from "vitest";
import { checkCall } from "../check";
import type { Admitted, Refused, Verdict } from "../decision";
import type { KeyEntry, KeyStore } from "../ports";
import { rateLimitFields } from "../rate-limit-fields";
import { refusalAnswer } from "../refusal-answer";
import { generateSecret } from "../secret-format";
import { callOf, depsOf, keyOf, NOON, orgOf } from "../testing/fixtures";
import { limitOf } from "./contract";

const SECRET = generateSecret();
const CONTEXT = {
  requestId: "req_a",
  publicUrl: "https://keys.example.com",
  keyHeaders: ["x-api-key"],
  at: 0,
};

function edge(key: KeyEntry) {
  const keys: KeyStore = { peek: (digest) => (digest === SECRET ? key : null), load: async () => null };
  const deps = depsOf(keys);
  return (over: { ip?: string; at?: number } = {}) => {
    const at = over.at ?? 0;
    const call = callOf({ headers: ["X-API-Key", SECRET], arrivedAt: at, ip: over.ip ?? "192.0.2.1" });
    return checkCall(call, deps, NOON + at) as Verdict;
  };
}

function answerOf(refused: Verdict) {
  const { status, headers, body } = refusalAnswer(refused as Refused, callOf(), CONTEXT);
  const fields = Object.fromEntries(
    headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1]]] : [])),
  );
  return { status, fields, problem: JSON.parse(body) as Record<string, unknown> };
}

test("a used-up quota is told with its name, its real length, and when it begins anew", () => {
  const call = edge(keyOf({ limits: [limitOf({ kind: "month", value: 2 })] }));
  expect([call(), call()].map(({ kind }) => kind)).toEqual(["admitted", "admitted"]);
  const { status, fields, problem } = answerOf(call());
  expect(status).toBe(429);
  // From noon on the 22nd to the end of November.
  const rest = 8.5 * 86_400;
  expect(fields["Retry-After"]).toBe(String(rest));
  expect(fields["RateLimit-Policy"]).toBe('"qps";q=5;w=1, "month";q=2;w=2592000');
  expect(fields.RateLimit).toBe(`"qps";r=3;t=1, "month";r=0;t=${rest}`);
  expect(problem).toMatchObject({ code: "quota_exceeded", "violated-policies": ["month"] });
  expect(problem.detail).toContain("The limit is 2 per month.");
});

test("calls at once are limited without a window, and a place is free when a call has ended", () => {
  const call = edge(keyOf({ limits: [limitOf({ kind: "concurrency", value: 1 })] }));
  const first = call() as Admitted;
  const { fields, problem } = answerOf(call());
  expect(fields["Retry-After"]).toBe("1");
  expect(fields["RateLimit-Policy"]).toBe('"qps";q=5;w=1, "concurrency";q=1;qu="concurrent-requests"');
  expect(fields.RateLimit).toBe('"qps";r=4;t=1, "concurrency";r=0');
  expect(problem).toMatchObject({ code: "concurrency_exceeded", "violated-policies": ["concurrency"] });
  first.lease?.end({ isRefunded: false, bytes: 0 });
  expect(call().kind).toBe("admitted");
});

test("an address inside a key is told apart by /64 in IPv6, by itself in IPv4", () => {
  const call = edge(keyOf({ limits: [limitOf({ kind: "qps_address", value: 1 })] }));
  const kinds = [
    "2001:db8::1",
    "2001:db8::2",
    "2001:db8:0:1::1",
    "192.0.2.1",
    "192.0.2.2",
    "::ffff:192.0.2.2",
  ].map((ip) => call({ ip }).kind);
  expect(kinds).toEqual(["admitted", "refused", "admitted", "admitted", "admitted", "refused"]);
});

test("an org's ceiling holds for keys without a limit of their own", () => {
  const call = edge(keyOf({ org: orgOf({ limits: [limitOf({ kind: "qps", value: 1 })] }) }));
  call();
  expect(answerOf(call()).problem).toMatchObject({
    code: "qps_exceeded",
    "violated-policies": ["qps-org"],
    detail: expect.stringContaining("The limit is 1 per second for all keys of the organization together."),
  });
});

test("a limit that ends while the key is in memory ends on time", () => {
  const call = edge(keyOf({ limits: [limitOf({ kind: "qps", value: 1, until: NOON + 10 })] }));
  expect([call({ at: 0 }).kind, call({ at: 9 }).kind, call({ at: 10 }).kind]).toEqual([
    "admitted",
    "refused",
    "admitted",
  ]);
});

test("a key without limits of its own holds nothing that has to be given back", () => {
  const call = edge(keyOf());
  expect((call() as Admitted).lease).toBeNull();
});

test("of a class's quota and that of all classes the one with less left is told", () => {
  const call = edge(keyOf({ limits: [limitOf({ value: 9 }), limitOf({ value: 3, classId: "cls_tile" })] }));
  const { limits } = call() as Admitted;
  expect(limits).toHaveLength(3);
  expect(rateLimitFields(limits, 0)[1]).toBe('"qps";q=5;w=1, "day";q=3;w=86400');
});

test("two hundred calls at once never pass the queries per second, in fifty windows", () => {
  const call = edge(keyOf({ limits: [limitOf({ kind: "qps", value: 20 }), limitOf({ value: 100_000 })] }));
  for (let window = 0; window < 50; window += 1) {
    const kinds = Array.from({ length: 200 }, () => call({ at: window * 1000 }).kind);
    expect(kinds.filter((kind) => kind === "admitted")).toHaveLength(20);
  }
});

test("even traffic at the rate is never refused, quotas beside it or not", () => {
  const call = edge(keyOf({ limits: [limitOf({ kind: "qps", value: 50 }), limitOf({ value: 100_000 })] }));
  for (let index = 0; index < 1000; index += 1) expect(call({ at: index * 20 }).kind).toBe("admitted");
});
