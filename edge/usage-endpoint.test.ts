import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CidrSet } from "@/lib/edge/cidr";
import { MemoryCounters } from "@/lib/edge/limits/memory-counters";
import { rulingsOf } from "@/lib/edge/limits/rulings";
import type { KeyEntry, LimitEntry } from "@/lib/edge/ports";
import { QpsLimiter } from "@/lib/edge/qps-limiter";
import { generateSecret } from "@/lib/edge/secret-format";
import { depsOf, keyOf, orgOf, productOf } from "@/lib/edge/testing/fixtures";
import { answerUsage, type UsageHost } from "./usage-endpoint";
import { KeyUsage } from "./usage-schema";

const DAY = 86_400_000;
const SECRET = generateSecret();
const weight = { id: "cls_tile", weightRequests: 1, weightTransactions: 1 };
const tile = productOf().classes[0];
const route = productOf({ id: "prd_route", slug: "route", name: "Routing" });

let entry: KeyEntry;
let host: UsageHost;
let server: Server;
let url = "";

beforeAll(async () => {
  server = createServer((req, res) => {
    if (!answerUsage(req, res, host)) res.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  entry = keyOf({ keyId: "key_1" });
  const keys = {
    peek: (digest: string) => (digest === SECRET ? entry : undefined),
    load: async () => null,
  };
  const limiter = new QpsLimiter();
  const counters = new MemoryCounters({ limiter, seeds: null, classOf: () => weight });
  const deps = { ...depsOf(keys, [productOf(), route]), limiter, counters };
  const trusted = new CidrSet([]);
  host = { deps, trusted, products: () => [productOf(), route], publicUrl: "https://keyward.example" };
});

const ask = (path = "/edge/usage", init: RequestInit = { headers: { "x-api-key": SECRET } }) =>
  fetch(url + path, init);
const usage = async () => KeyUsage.parse(await (await ask()).json());

/** One call of the key. */
async function take(): Promise<void> {
  const now = Date.now();
  if (tile === undefined) throw new Error("The fixture product has a class.");
  const rulings = rulingsOf(entry, tile, now).list;
  const call = { orgId: "org_a", rulings, endpointClass: tile, address: "", at: performance.now(), now };
  await host.deps.counters.take(call);
}

const limit = (over: Partial<LimitEntry>): LimitEntry => ({
  kind: "day",
  unit: "requests",
  classId: null,
  value: 100,
  isSoft: false,
  source: "contract",
  from: 0,
  until: null,
  ...over,
});

describe("a key that asks about itself", () => {
  test("is told its products, limits and what is left, and nothing of others", async () => {
    const answer = await ask();
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const told = KeyUsage.parse(await answer.json());
    expect(told).toEqual({
      keyId: "key_1",
      access: "write",
      queryKeyAllowed: true,
      validFrom: null,
      expiresAt: null,
      rotation: { secret: "current", endsAt: null },
      products: [
        {
          product: "map",
          name: "Map Display",
          classes: [{ class: "tile", limits: [{ policy: "qps", quota: 5, left: 5, resetSeconds: 1 }] }],
        },
      ],
      restrictions: [],
      requestId: answer.headers.get("x-request-id"),
    });
  });

  test("sees what its calls took, and takes nothing by asking", async () => {
    entry = keyOf({ limits: [limit({ value: 100 })] });
    for (let calls = 0; calls < 3; calls += 1) await take();
    for (let asked = 0; asked < 20; asked += 1) {
      const [, day] = (await usage()).products[0]?.classes[0]?.limits ?? [];
      expect([day?.policy, day?.left]).toEqual(["day", 97]);
    }
  });

  test("sees quotas of its own and of its organization with the time until they begin anew", async () => {
    entry = keyOf({
      limits: [limit({ value: 100 }), limit({ kind: "concurrency", value: 4 })],
      org: orgOf({ limits: [limit({ kind: "month", value: 5_000 })] }),
    });
    await take();
    const limits = (await usage()).products[0]?.classes[0]?.limits ?? [];
    expect(limits.map(({ policy, quota, left }) => [policy, quota, left])).toEqual([
      ["qps", 5, 4],
      ["day", 100, 99],
      ["concurrency", 4, 3],
      ["month-org", 5_000, 4_999],
    ]);
    const day = limits[1]?.resetSeconds ?? 0;
    expect(day).toBeGreaterThan(0);
    expect(day).toBeLessThanOrEqual(DAY / 1000);
  });

  test("learns that its secret ends, but not the lists of its restrictions", async () => {
    const retiresAt = Date.now() + DAY;
    entry = keyOf({
      secretStatus: "retiring",
      retiresAt,
      rotatedAt: retiresAt - 2 * DAY,
      restrictions: [
        { kind: "ip", isEnforced: true, judge: () => null },
        { kind: "domain", isEnforced: false, judge: () => null },
      ],
    });
    const answer = await ask();
    expect(answer.headers.get("sunset")).toBe(new Date(retiresAt).toUTCString());
    expect(KeyUsage.parse(await answer.json())).toMatchObject({
      rotation: { secret: "retiring", endsAt: new Date(retiresAt).toISOString() },
      restrictions: [
        { kind: "ip", mode: "enforce" },
        { kind: "domain", mode: "observe" },
      ],
    });
  });

  test("sees only the classes it may call", async () => {
    entry = keyOf({ productIds: ["prd_map", "prd_route"], classIds: { prd_map: [] } });
    const told = await usage();
    expect(told.products.map(({ product, classes }) => [product, classes.length])).toEqual([
      ["map", 0],
      ["route", 1],
    ]);
  });

  test("may ask with the key in the query, and from a page", async () => {
    expect((await ask(`/edge/usage?key=${SECRET}`, {})).status).toBe(200);
    const headers = { origin: "https://app.example", "access-control-request-method": "GET" };
    const preflight = await ask("/edge/usage", { method: "OPTIONS", headers });
    expect(preflight.status).toBe(204);
    const read = await ask("/edge/usage", {
      headers: { "x-api-key": SECRET, origin: "https://app.example" },
    });
    expect(read.headers.get("access-control-allow-origin")).toBe("https://app.example");
  });
});

describe("a key that could not call is refused as its call would be", () => {
  const past = Date.now() - DAY;
  test.each<[string, Partial<KeyEntry>, number]>([
    ["key_retired", { secretStatus: "retired" }, 401],
    ["key_retired", { secretStatus: "retiring", retiresAt: past }, 401],
    ["org_suspended", { org: orgOf({ suspendedAt: past }) }, 403],
    ["key_disabled", { disabledAt: past }, 403],
    ["key_not_yet_valid", { validFrom: Date.now() + DAY }, 403],
    ["key_expired", { expiresAt: past }, 401],
  ])("%s", async (code, over, status) => {
    entry = keyOf(over);
    const answer = await ask();
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
  });

  test.each<[string, string, RequestInit, number]>([
    ["key_missing", "/edge/usage", {}, 401],
    ["key_invalid", "/edge/usage", { headers: { "x-api-key": generateSecret() } }, 401],
    ["ambiguous_credentials", `/edge/usage?key=${SECRET}`, { headers: { "x-api-key": SECRET } }, 400],
    ["malformed_request", "/edge/usage?a=%zz", { headers: { "x-api-key": SECRET } }, 400],
    ["method_not_supported", "/edge/usage", { method: "DELETE", headers: { "x-api-key": SECRET } }, 405],
  ])("%s", async (code, path, init, status) => {
    const answer = await ask(path, init);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
    expect(answer.headers.get("allow")).toBe(status === 405 ? "GET, HEAD, OPTIONS" : null);
  });
});

test("no other path is the question", async () => {
  for (const path of ["/edge", "/edge/usage/", "/edge/usages", "/edge/check"]) {
    expect((await ask(path)).status, path).toBe(418);
  }
});
