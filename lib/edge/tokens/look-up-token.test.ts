import { describe, expect, test } from "vitest";
import { newId } from "@/lib/std/id";
import { ISSUER, type TokenWorld, tokenWorld } from "@/test/tokens";
import { checkCall } from "../check";
import { RawHeaders } from "../headers";
import { StoreUnavailable } from "../ports";
import { refusalAnswer } from "../refusal-answer";
import { callOf, keyOf, NOON, productOf } from "../testing/fixtures";

const SECONDS = NOON / 1000;

describe("a token is worth what its key is worth at the moment of the call", () => {
  test.each([
    ["a retired secret", { secretStatus: "retired" }, "key_retired"],
    ["a retiring secret before its end", { secretStatus: "retiring", retiresAt: NOON + 1 }, "admitted"],
    ["a retiring secret at its end", { secretStatus: "retiring", retiresAt: NOON }, "key_retired"],
    ["an awaiting secret", { secretStatus: "awaiting" }, "admitted"],
    ["a disabled key", { disabledAt: NOON - 1 }, "key_disabled"],
    ["an expired key", { expiresAt: NOON }, "key_expired"],
    ["a key that is not valid yet", { validFrom: NOON + 1 }, "key_not_yet_valid"],
    ["a key without the product", { productIds: ["prd_other"] }, "product_not_allowed"],
    ["a key without the endpoint class", { classIds: { prd_map: ["cls_other"] } }, "product_not_allowed"],
    ["a key that may not stand in the query", { allowQueryKey: false }, "admitted"],
  ] as const)("%s", async (_, key, code) => {
    const world = await tokenWorld(key);
    expect(await world.call(world.token())).toBe(code);
  });

  test("a suspended organization", async () => {
    const world = await tokenWorld({ org: { ...keyOf().org, suspendedAt: 1 } });
    expect(await world.call(world.token())).toBe("org_suspended");
  });

  test("a key that may only read, though the token says write", async () => {
    const world = await tokenWorld({ access: "read" });
    const token = world.token(world.claims({ scope: "map:write" }));
    expect(await world.call(token, { method: "POST" })).toBe("access_not_allowed");
    expect(await world.call(token)).toBe("admitted");
  });
});

describe("a scope only narrows", () => {
  test.each([
    ["map:write", "POST", "admitted"],
    ["map:write", "GET", "admitted"],
    ["map:read", "GET", "admitted"],
    ["map:read", "HEAD", "admitted"],
    ["map:read", "OPTIONS", "admitted"],
    ["map:read", "POST", "access_not_allowed"],
    ["map:read", "PUT", "access_not_allowed"],
    ["map:read", "PATCH", "access_not_allowed"],
    ["map:read", "DELETE", "access_not_allowed"],
    ["search:write", "GET", "product_not_allowed"],
    ["map-display:write", "GET", "product_not_allowed"],
    ["search:write map:read", "GET", "admitted"],
    ["map:read map:write", "POST", "admitted"],
  ])("%s lets %s be %s", async (scope, method, code) => {
    const world = await tokenWorld();
    expect(await world.call(world.token(world.claims({ scope })), { method })).toBe(code);
  });
});

describe("time", () => {
  test("a token is believed before its end and not at it", async () => {
    const world = await tokenWorld();
    const token = world.token(world.claims({ exp: SECONDS + 10 }));
    expect(await world.call(token, { now: NOON + 9_999 })).toBe("admitted");
    expect(await world.call(token, { now: NOON + 10_000 })).toBe("token_expired");
  });

  test("one seen for the first time after its end is expired, not invalid", async () => {
    const world = await tokenWorld();
    const token = world.token(world.claims({ iat: SECONDS - 900, exp: SECONDS }));
    expect(await world.call(token)).toBe("token_expired");
  });

  test("an expired one with a bad signature is invalid: a stranger learns nothing", async () => {
    const world = await tokenWorld();
    const token = world.token(world.claims({ iat: SECONDS - 900, exp: SECONDS }));
    expect(await world.call(token.slice(0, -86) + world.token().slice(-86))).toBe("token_invalid");
  });
});

describe("an end before the end", () => {
  test("a revoked token is refused at its next call, remembered or not", async () => {
    const world = await tokenWorld();
    const claims = world.claims();
    const token = world.token(claims);
    expect(await world.call(token)).toBe("admitted");
    world.revoked.add(String(claims.jti));
    expect(await world.call(token)).toBe("token_revoked");
    expect(await world.call(world.token())).toBe("admitted");
  });

  test("a deleted key's tokens are revoked: the signature shows that they once were good", async () => {
    const world = await tokenWorld();
    expect(await world.call(world.token(world.claims({ secret_id: newId("secret") })))).toBe("token_revoked");
  });

  test("a signing key that is gone takes its tokens along, remembered ones too", async () => {
    const world = await tokenWorld();
    const token = world.token();
    expect(await world.call(token)).toBe("admitted");
    Object.assign(world.deps.tokens, { knows: () => false });
    expect(await world.call(token)).toBe("token_invalid");
  });
});

describe("work", () => {
  test("one verification a token, not one a call", async () => {
    const world = await tokenWorld();
    const token = world.token();
    for (let at = 0; at < 5; at += 1) expect(await world.call(token)).toBe("admitted");
    expect(world.verifications()).toBe(1);
  });

  test("a remembered token whose key is in memory is judged without waiting", async () => {
    const world = await tokenWorld();
    const token = world.token();
    await world.call(token);
    Object.assign(world.deps.keysBySecretId, { peek: () => world.key });
    const call = callOf({ arrivedAt: 60_000, headers: ["Authorization", `Bearer ${token}`] });
    expect(checkCall(call, world.deps, NOON)).toMatchObject({ kind: "admitted", credential: "bearer" });
  });

  test("the store away, or too many verifications, is 503 and never 401", async () => {
    const away = () => Promise.reject(new StoreUnavailable("away"));
    const one = await tokenWorld();
    Object.assign(one.deps.keysBySecretId, { load: away });
    expect(await one.call(one.token())).toBe("keys_unavailable");
    const other = await tokenWorld();
    Object.assign(other.deps.tokens, { verify: away });
    expect(await other.call(other.token())).toBe("keys_unavailable");
  });
});

describe("answers", () => {
  const context = { requestId: "req_a", publicUrl: ISSUER, keyHeaders: ["x-api-key"], at: 0 };

  async function challenge(
    world: TokenWorld,
    scope: string,
    method = "GET",
  ): Promise<[number, string | null]> {
    const call = callOf({
      method,
      headers: ["Authorization", `Bearer ${world.token(world.claims({ scope }))}`],
    });
    const verdict = await checkCall(call, world.deps, NOON);
    if (verdict.kind !== "refused") throw new Error("The call was admitted.");
    const { status, headers } = refusalAnswer(verdict, call, context);
    return [status, new RawHeaders(headers).get("www-authenticate")];
  }

  test("401 says invalid_token, whichever gate refused", async () => {
    const invalid = 'Bearer realm="keyward", error="invalid_token"';
    expect(await challenge(await tokenWorld(), "")).toEqual([401, invalid]);
    expect(await challenge(await tokenWorld({ expiresAt: NOON }), "map:write")).toEqual([401, invalid]);
    expect(await challenge(await tokenWorld({ secretStatus: "retired" }), "map:write")).toEqual([
      401,
      invalid,
    ]);
  });

  test("403 for want of scope says so, any other 403 challenges nobody", async () => {
    const insufficient = 'Bearer realm="keyward", error="insufficient_scope"';
    expect(await challenge(await tokenWorld(), "search:read")).toEqual([403, insufficient]);
    expect(await challenge(await tokenWorld(), "map:read", "POST")).toEqual([403, insufficient]);
    expect(await challenge(await tokenWorld({ disabledAt: 1 }), "map:write")).toEqual([403, null]);
  });
});

test("restrictions are the key's, and judged at each call", async () => {
  const judge = () => ({ saw: "192.0.2.1", rule: "deny 192.0.2.0/24" });
  const enforced = await tokenWorld({ restrictions: [{ kind: "ip", isEnforced: true, judge }] });
  expect(await enforced.call(enforced.token())).toBe("ip_not_allowed");
  const observed = await tokenWorld({ restrictions: [{ kind: "ip", isEnforced: false, judge }] });
  expect(await observed.call(observed.token())).toBe("admitted");
});

test("a refusal for want of scope tells the scope, and the log what was asked", async () => {
  const world = await tokenWorld();
  const token = world.token(world.claims({ scope: "map:read" }));
  const call = callOf({ method: "POST", headers: ["Authorization", `Bearer ${token}`] });
  const verdict = await checkCall(call, world.deps, NOON);
  expect(verdict).toMatchObject({ saw: "map:write", rule: "scope map:read" });
  if (verdict.kind !== "refused") throw new Error("The call was admitted.");
  const context = { requestId: "req_a", publicUrl: ISSUER, keyHeaders: ["x-api-key"], at: 0 };
  expect(refusalAnswer(verdict, call, context).body).toContain("The token covers the scope map:read.");
});

test("a refused token still tells the log whose it was, without asking the store", async () => {
  const world = await tokenWorld();
  Object.assign(world.deps.keysBySecretId, { peek: () => world.key });
  const claims = world.claims({ iat: SECONDS - 900, exp: SECONDS });
  const call = callOf({ headers: ["Authorization", `Bearer ${world.token(claims)}`] });
  expect(await checkCall(call, world.deps, NOON)).toMatchObject({
    code: "token_expired",
    key: { keyId: world.key.keyId },
    tokenId: claims.jti,
  });
  expect(world.asked).toEqual([]);
});

test("what a token counts against is its key: key and token share one limit", async () => {
  const world = await tokenWorld();
  const token = world.token();
  const product = productOf();
  const quota = product.classes[0]?.defaultQps ?? 0;
  const codes: string[] = [];
  for (let at = 0; at <= quota; at += 1) {
    const call = callOf({ arrivedAt: 5000, headers: ["Authorization", `Bearer ${token}`] });
    const verdict = await checkCall(call, world.deps, NOON);
    codes.push(verdict.kind === "refused" ? verdict.code : verdict.kind);
  }
  expect(codes).toEqual([...Array<string>(quota).fill("admitted"), "qps_exceeded"]);
  Object.assign(world.deps.keys, { peek: () => ({ ...world.key }) });
  const secret = `kw_${"0".repeat(49)}`;
  const byKey = await checkCall(
    callOf({ arrivedAt: 5000, headers: ["X-API-Key", secret] }),
    world.deps,
    NOON,
  );
  expect(byKey).toMatchObject({ kind: "refused", code: "qps_exceeded" });
});
