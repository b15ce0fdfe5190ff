import { describe, expect, test } from "vitest";
import { MemoryKeyStore } from "./adapters/memory-key-store";
import { checkCall, refuseAdmitted, refuseRaw } from "./check";
import type { Call, EdgeDeps, Verdict } from "./decision";
import { GATES } from "./gates";
import { UNKNOWN_THRESHOLD } from "./lookup-guard";
import { type KeyEntry, type KeyStore, StoreUnavailable } from "./ports";
import { generateSecret } from "./secret-format";
import { callOf, depsOf, keyOf, NOON, orgOf, productOf } from "./testing/fixtures";

const secret = generateSecret();

function depsWith(entry: KeyEntry | null, products = [productOf()]): EdgeDeps {
  const keys = new MemoryKeyStore();
  if (entry !== null) keys.set(secret, entry);
  return depsOf(keys, products);
}

function judged(entry: KeyEntry | null, call: Call = keyed(), now = NOON): string {
  return tell(checkCall(call, depsWith(entry), now));
}

function tell(verdict: Verdict | Promise<Verdict>): string {
  if (verdict instanceof Promise) throw new Error("A key in memory is judged at once.");
  return verdict.kind === "refused" ? verdict.code : verdict.kind;
}

function keyed(over: Parameters<typeof callOf>[0] = {}): Call {
  return callOf({ headers: ["X-API-Key", secret], ...over });
}

test("the gates stand in the order of the contract", () => {
  expect(GATES.map((gate) => gate.number)).toEqual([1, 1, 2, 1, 3, 4, 5, 6, 1, 7, 8, 9, 10, 11, 12]);
});

test("an admitted call carries what forwarding needs", () => {
  const entry = keyOf();
  expect(
    checkCall(callOf({ target: `/map/1/%41?a=%7e&key=${secret}&b` }), depsWith(entry), NOON),
  ).toMatchObject({
    kind: "admitted",
    key: entry,
    credential: "query",
    path: "/map/1/%41",
    query: "?a=%7e&b",
    route: { product: { id: "prd_map" }, endpointClass: { id: "cls_tile" } },
  });
});

describe("each gate refuses by itself", () => {
  test.each<[string, KeyEntry | null, Call]>([
    ["malformed_request", keyOf(), keyed({ target: "/map/../x" })],
    ["secret_in_path", keyOf(), keyed({ target: `/map/${secret}` })],
    ["body_too_large", keyOf(), keyed({ method: "POST", contentLength: 1001 })],
    ["upgrade_not_supported", keyOf(), keyed({ headers: ["X-API-Key", secret, "Upgrade", "WebSocket"] })],
    ["no_such_product", keyOf(), keyed({ target: "/other/1" })],
    ["method_not_supported", keyOf(), keyed({ method: "TRACE" })],
    ["key_missing", keyOf(), callOf()],
    ["key_missing", keyOf(), callOf({ target: "/map/1?key=" })],
    ["ambiguous_credentials", keyOf(), keyed({ target: `/map/1?key=${secret}` })],
    ["token_invalid", keyOf(), callOf({ headers: ["Authorization", `Bearer ${secret}`] })],
    ["key_invalid", keyOf(), callOf({ headers: ["X-API-Key", "nonsense"] })],
    ["key_invalid", keyOf(), callOf({ headers: ["X-API-Key", ` ${secret}`] })],
    ["key_invalid", null, keyed()],
    ["key_retired", keyOf({ secretStatus: "retired" }), keyed()],
    ["org_suspended", keyOf({ org: orgOf({ suspendedAt: NOON }) }), keyed()],
    ["key_disabled", keyOf({ disabledAt: NOON }), keyed()],
    ["product_not_allowed", keyOf({ productIds: ["prd_other"] }), keyed()],
    ["product_not_allowed", keyOf({ classIds: { prd_map: ["cls_other"] } }), keyed()],
    ["access_not_allowed", keyOf({ access: "read" }), keyed({ method: "POST" })],
    ["query_key_not_allowed", keyOf({ allowQueryKey: false }), callOf({ target: `/map/1?key=${secret}` })],
  ])("%s", (code, entry, call) => {
    expect(judged(entry, call)).toBe(code);
  });
});

describe("what passes", () => {
  test.each<[string, KeyEntry, Call]>([
    ["a body of exactly the limit", keyOf(), keyed({ method: "POST", contentLength: 1000 })],
    [
      "an h2c upgrade, which is ignored",
      keyOf(),
      keyed({ headers: ["X-API-Key", secret, "Upgrade", "h2c"] }),
    ],
    ["a reading key that reads", keyOf({ access: "read" }), keyed({ method: "HEAD" })],
    ["OPTIONS that is no preflight", keyOf({ access: "read" }), keyed({ method: "OPTIONS" })],
    ["a listed endpoint class", keyOf({ classIds: { prd_map: ["cls_tile"] } }), keyed()],
    ["a class of a product with no list", keyOf({ classIds: { prd_other: ["cls_x"] } }), keyed()],
    ["an awaiting secret", keyOf({ secretStatus: "awaiting" }), keyed()],
    ["a header key whose query use is off", keyOf({ allowQueryKey: false }), keyed()],
  ])("%s", (_, entry, call) => {
    expect(judged(entry, call)).toBe("admitted");
  });

  test("a websocket upgrade where the product allows it", () => {
    const deps = depsWith(keyOf(), [productOf({ allowWebsocket: true })]);
    expect(
      tell(checkCall(keyed({ headers: ["X-API-Key", secret, "Upgrade", "websocket"] }), deps, NOON)),
    ).toBe("admitted");
  });
});

test("an earlier gate speaks first", () => {
  const broken = keyOf({
    secretStatus: "retired",
    disabledAt: 1,
    expiresAt: 1,
    productIds: [],
    org: orgOf({ suspendedAt: 1 }),
  });
  expect(judged(broken)).toBe("key_retired");
  expect(judged({ ...broken, secretStatus: "current" })).toBe("org_suspended");
  expect(judged({ ...broken, secretStatus: "current", org: orgOf() })).toBe("key_disabled");
  expect(judged({ ...broken, secretStatus: "current", org: orgOf(), disabledAt: null })).toBe("key_expired");
  expect(
    judged({ ...broken, secretStatus: "current", org: orgOf(), disabledAt: null, expiresAt: null }),
  ).toBe("product_not_allowed");
});

describe("time is judged at the request, to the millisecond", () => {
  test.each<[string, KeyEntry, string, string]>([
    ["start", keyOf({ validFrom: NOON }), "key_not_yet_valid", "admitted"],
    ["expiry", keyOf({ expiresAt: NOON }), "admitted", "key_expired"],
    [
      "end of a retiring secret",
      keyOf({ secretStatus: "retiring", retiresAt: NOON }),
      "admitted",
      "key_retired",
    ],
  ])("%s", (_, entry, before, from) => {
    expect(judged(entry, keyed(), NOON - 1)).toBe(before);
    expect(judged(entry, keyed(), NOON)).toBe(from);
  });
});

test("a preflight needs an origin, but no key and no product: the call itself must be able to say what is wrong", () => {
  const headers = ["Origin", "https://a.test", "Access-Control-Request-Method", "GET"];
  expect(judged(null, callOf({ method: "OPTIONS", headers }))).toBe("preflight");
  expect(judged(null, callOf({ method: "OPTIONS", headers, target: "/other" }))).toBe("preflight");
  expect(judged(null, callOf({ method: "OPTIONS", headers: headers.slice(2) }))).toBe("key_missing");
});

describe("queries per second", () => {
  test("the sixth call of a second is refused, and no refusal takes anything", () => {
    const deps = depsWith(keyOf());
    const at = (arrivedAt: number, over: Parameters<typeof callOf>[0] = {}) =>
      tell(checkCall(keyed({ arrivedAt, ...over }), deps, NOON));
    for (let call = 0; call < 20; call += 1)
      expect(at(call, { target: "/map/1?key=x" })).toBe("ambiguous_credentials");
    for (let call = 0; call < 5; call += 1) expect(at(call)).toBe("admitted");
    for (let call = 5; call < 1000; call += 50) expect(at(call)).toBe("qps_exceeded");
    expect(at(1000)).toBe("admitted");
    expect(at(1000)).toBe("qps_exceeded");
  });

  test("two secrets of one key share one limit", () => {
    const keys = new MemoryKeyStore();
    const other = generateSecret();
    keys.set(secret, keyOf({ secretId: "sec_old", secretStatus: "retiring", retiresAt: NOON + 1000 }));
    keys.set(other, keyOf({ secretId: "sec_new" }));
    const deps = depsOf(keys);
    const seen = [secret, other, secret, other, secret, other].map((value) =>
      tell(checkCall(callOf({ headers: ["X-API-Key", value] }), deps, NOON)),
    );
    expect(seen).toEqual([...new Array<string>(5).fill("admitted"), "qps_exceeded"]);
  });

  test("200 calls at once get exactly the limit", async () => {
    const deps = depsOf({ peek: () => undefined, load: async () => keyOf() });
    const verdicts = await Promise.all(Array.from({ length: 200 }, () => checkCall(keyed(), deps, NOON)));
    expect(verdicts.filter((verdict) => verdict.kind === "admitted")).toHaveLength(5);
  });

  test("the refusal says when to come back", () => {
    const deps = depsWith(keyOf());
    for (let call = 0; call < 5; call += 1) void checkCall(keyed({ arrivedAt: 0 }), deps, NOON);
    expect(checkCall(keyed({ arrivedAt: 400 }), deps, NOON)).toMatchObject({
      retryAfterMs: 600,
      violated: ["qps"],
    });
  });
});

describe("secrets that are not in memory", () => {
  const away: KeyStore = { peek: () => undefined, load: () => Promise.reject(new StoreUnavailable("away")) };

  test("are 503 while the store is away, never 401", async () => {
    expect(await checkCall(keyed(), depsOf(away), NOON)).toMatchObject({
      code: "keys_unavailable",
      retryAfterMs: 1000,
    });
  });

  test("are not looked up at all when the checksum is wrong", () => {
    const wrong = `${secret.slice(0, -1)}${secret.endsWith("0") ? "1" : "0"}`;
    const deps = depsOf({ peek: () => undefined, load: () => Promise.reject(new Error("looked up")) });
    expect(tell(checkCall(callOf({ headers: ["X-API-Key", wrong] }), deps, NOON))).toBe("key_invalid");
  });

  test("are judged by all later gates once loaded", async () => {
    const deps = depsOf({ peek: () => undefined, load: async () => keyOf({ disabledAt: 1 }) });
    expect(await checkCall(keyed(), deps, NOON)).toMatchObject({
      code: "key_disabled",
      key: { keyId: "key_a" },
    });
  });

  test("past the threshold of unknown ones, trickle through; known keys of the address go on", async () => {
    let loads = 0;
    const deps = depsOf({
      peek: (digest) => (digest === secret ? keyOf() : undefined),
      load: async () => {
        loads += 1;
        return null;
      },
    });
    const stranger = (arrivedAt: number) =>
      checkCall(callOf({ headers: ["X-API-Key", generateSecret()], arrivedAt }), deps, NOON);
    for (let call = 0; call < UNKNOWN_THRESHOLD; call += 1) {
      expect(await stranger(call)).toMatchObject({ code: "key_invalid", key: null });
    }
    const codes = await Promise.all(Array.from({ length: 50 }, () => stranger(100)));
    expect(
      codes.filter((verdict) => verdict.kind === "refused" && verdict.code === "too_many_failures"),
    ).toHaveLength(45);
    expect(loads).toBe(UNKNOWN_THRESHOLD + 5);
    expect(tell(checkCall(keyed({ arrivedAt: 101 }), deps, NOON))).toBe("admitted");
  });

  test("a fault that is not the store's own word is not hidden", async () => {
    const deps = depsOf({ peek: () => undefined, load: () => Promise.reject(new Error("bug")) });
    await expect(checkCall(keyed(), deps, NOON)).rejects.toThrow("bug");
  });
});

test("hosts can turn a raw refusal and a failed forward into a refusal", () => {
  expect(refuseRaw("malformed_request")).toMatchObject({
    kind: "refused",
    code: "malformed_request",
    key: null,
  });
  const admitted = checkCall(keyed(), depsWith(keyOf()), NOON);
  if (admitted instanceof Promise || admitted.kind !== "admitted") throw new Error("It is admitted.");
  expect(refuseAdmitted(admitted, "upstream_timeout")).toMatchObject({
    kind: "refused",
    code: "upstream_timeout",
    key: { keyId: "key_a" },
    limits: [{ policy: "qps" }],
  });
});
