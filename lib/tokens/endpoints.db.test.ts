import { createLocalJWKSet, decodeJwt, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordChange } from "@/lib/changes/record";
import { db } from "@/lib/db/client";
import { closePool } from "@/lib/db/pool";
import { withTransaction } from "@/lib/db/transaction";
import { type EdgeState, edgeState } from "@/lib/edge/adapters/edge-state";
import { checkCall } from "@/lib/edge/check";
import { RawHeaders } from "@/lib/edge/headers";
import { generateSecret } from "@/lib/edge/secret-format";
import { callOf } from "@/lib/edge/testing/fixtures";
import { edgeEnv } from "@/lib/env";
import { newId } from "@/lib/std/id";
import {
  makeKey,
  makeOrg,
  makeProduct,
  type TestKey,
  type TestOrg,
  type TestProduct,
} from "@/test/factories";
import { answerOAuth } from "./endpoints";
import { FORM_MAX_BYTES } from "./form";

let edge: EdgeState;
let org: TestOrg;
let map: TestProduct;
let search: TestProduct;
let clock = 0;

beforeAll(async () => {
  org = await makeOrg();
  map = await makeProduct({ slug: "map", paths: ["/map/{rest+}"], defaultQps: 1000 });
  search = await makeProduct({ slug: "search", paths: ["/search/{rest+}"], defaultQps: 1000 });
  edge = await edgeState();
});

afterAll(() => edge.stop());

const FORM = ["Content-Type", "application/x-www-form-urlencoded"];

type Asked = {
  method?: string;
  headers?: string[];
  form?: string | Record<string, string>;
  now?: number;
  ip?: string;
  isSecure?: boolean;
};

async function ask(
  path: string,
  { method = "POST", headers = [], form = {}, now, ip, isSecure = true }: Asked = {},
) {
  const text = typeof form === "string" ? form : new URLSearchParams(form).toString();
  clock += 1000;
  const {
    status,
    headers: fields,
    body,
  } = await answerOAuth(
    {
      method,
      path,
      headers: new RawHeaders([...headers, ...(headers.includes("Content-Type") ? [] : FORM)]),
      body: (async function* () {
        yield new TextEncoder().encode(text);
      })(),
      ip: ip ?? "192.0.2.1",
      isSecure,
      arrivedAt: clock,
    },
    edge,
    now ?? Date.now(),
  );
  const read = new RawHeaders(fields);
  expect(read.get("content-length")).toBe(String(Buffer.byteLength(body)));
  return {
    status,
    header: (name: string) => read.get(name),
    json: (body === "" ? null : JSON.parse(body)) as Record<string, unknown>,
  };
}

const client = (key: TestKey) => ({ client_id: key.id, client_secret: key.plaintext as string });
const GRANT = { grant_type: "client_credentials" };
const activeKey = (over: Partial<Parameters<typeof makeKey>[0]> = {}): Promise<TestKey> =>
  makeKey({ org, products: [map, search], ...over });

const basic = (id: string, secret: string) => [
  "Authorization",
  `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
];

async function mint(key: TestKey, over: Record<string, string> = {}): Promise<string> {
  const { status, json } = await ask("/oauth/token", { form: { ...GRANT, ...client(key), ...over } });
  expect(status).toBe(200);
  return String(json.access_token);
}

async function call(token: string, target = "/map/1", now = Date.now()): Promise<string> {
  clock += 1000;
  const verdict = await checkCall(
    callOf({ target, headers: ["Authorization", `Bearer ${token}`], arrivedAt: clock }),
    edge.deps,
    now,
  );
  return verdict.kind === "refused" ? verdict.code : verdict.kind;
}

describe("a token is given", () => {
  test("in the profile of RFC 9068, never to be kept, and verifies with the published keys alone", async () => {
    const key = await activeKey();
    const now = Date.now();
    const { status, header, json } = await ask("/oauth/token", { form: { ...GRANT, ...client(key) }, now });
    expect(status).toBe(200);
    expect(header("cache-control")).toBe("no-store");
    expect(header("pragma")).toBe("no-cache");
    expect(header("content-type")).toBe("application/json");
    expect(json).toEqual({
      access_token: expect.any(String),
      token_type: "Bearer",
      expires_in: 900,
      scope: "map:write search:write",
    });
    const token = String(json.access_token);
    const published = (await ask("/.well-known/jwks.json", { method: "GET" })).json as { keys: [] };
    const issuer = edgeEnv().PUBLIC_URL;
    const { protectedHeader, payload } = await jwtVerify(token, createLocalJWKSet(published), {
      issuer,
      audience: issuer,
      typ: "at+jwt",
      algorithms: ["EdDSA"],
    });
    expect(Object.keys(protectedHeader).sort()).toEqual(["alg", "kid", "typ"]);
    const iat = Math.floor(now / 1000);
    expect(payload).toEqual({
      iss: issuer,
      aud: issuer,
      sub: key.id,
      client_id: key.id,
      iat,
      exp: iat + 900,
      jti: expect.stringMatching(/^tok_[0-9A-Za-z]{22}$/),
      scope: "map:write search:write",
      secret_id: key.secretId,
    });
    expect(await call(token)).toBe("admitted");
    expect(token).not.toContain(key.plaintext);
  });

  test("for HTTP Basic as for the form, also form-encoded, with the client ID said twice alike", async () => {
    const key = await activeKey();
    const ways: Asked[] = [
      { headers: basic(key.id, key.plaintext), form: GRANT },
      { headers: basic(key.id.replace("_", "%5F"), key.plaintext.replace("_", "%5f")), form: GRANT },
      { headers: basic(key.id, key.plaintext), form: { ...GRANT, client_id: key.id } },
      {
        headers: ["authorization", basic(key.id, key.plaintext)[1]?.replace("Basic", "bAsIc") ?? ""],
        form: GRANT,
      },
      { form: { ...GRANT, ...client(key), unknown: "is ignored", resource: "" } },
      {
        form: { ...GRANT, ...client(key) },
        headers: ["Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"],
      },
    ];
    for (const way of ways) expect((await ask("/oauth/token", way)).status).toBe(200);
  });

  test.each([
    ["map:read", "map:read"],
    ["map:write", "map:write"],
    ["search:read map:write", "search:read map:write"],
    ["map:read map:read", "map:read"],
    ["", "map:write search:write"],
  ])("for the scope %j", async (scope, given) => {
    const key = await activeKey();
    const { json } = await ask("/oauth/token", { form: { ...GRANT, ...client(key), scope } });
    expect(json.scope).toBe(given);
  });

  test("narrower than its key where it asks for that", async () => {
    const token = await mint(await activeKey(), { scope: "map:read" });
    expect(await call(token, "/map/1")).toBe("admitted");
    expect(await call(token, "/search/1")).toBe("product_not_allowed");
  });

  test("that ends with its key, or with its retiring secret, when those end first", async () => {
    const now = Date.now();
    const key = await activeKey();
    await db.key.update({ where: { id: key.id }, data: { expiresAt: new Date(now + 60_500) } });
    const first = await ask("/oauth/token", { form: { ...GRANT, ...client(key) }, now });
    expect(first.json.expires_in).toBe(Math.floor((now + 60_500) / 1000) - Math.floor(now / 1000));

    const rotated = await activeKey();
    await db.secret.update({
      where: { id: rotated.secretId },
      data: { status: "retiring", retiresAt: new Date(now + 30_000) },
      select: { id: true },
    });
    const second = await ask("/oauth/token", { form: { ...GRANT, ...client(rotated) }, now });
    expect(second.json.expires_in).toBe(30);
    expect(await call(String(second.json.access_token), "/map/1", now + 29_000)).toBe("admitted");
  });
});

describe("refusals of the token endpoint", () => {
  let key: TestKey;
  let reader: TestKey;
  let outsider: TestKey;
  beforeAll(async () => {
    key = await activeKey();
    reader = await activeKey({ access: "read", products: [map] });
    outsider = await activeKey({ products: [] });
  });

  const whole = () => ({ ...GRANT, ...client(key) });
  const CASES: [string, () => Asked, number, string][] = [
    ["no grant type", () => ({ form: client(key) }), 400, "invalid_request"],
    ["an empty grant type", () => ({ form: { ...client(key), grant_type: "" } }), 400, "invalid_request"],
    [
      "the password grant",
      () => ({ form: { ...client(key), grant_type: "password" } }),
      400,
      "unsupported_grant_type",
    ],
    [
      "a refresh token",
      () => ({ form: { ...client(key), grant_type: "refresh_token" } }),
      400,
      "unsupported_grant_type",
    ],
    ["no client at all", () => ({ form: GRANT }), 401, "invalid_client"],
    ["a client ID alone", () => ({ form: { ...GRANT, client_id: key.id } }), 401, "invalid_client"],
    ["a secret alone", () => ({ form: { ...GRANT, client_secret: key.plaintext } }), 401, "invalid_client"],
    ["another key's ID", () => ({ form: { ...whole(), client_id: reader.id } }), 401, "invalid_client"],
    [
      "an unknown secret",
      () => ({ form: { ...whole(), client_secret: generateSecret() }, ip: "192.0.2.9" }),
      401,
      "invalid_client",
    ],
    [
      "a mistyped secret",
      () => ({ form: { ...whole(), client_secret: `${key.plaintext.slice(0, -1)}!` } }),
      401,
      "invalid_client",
    ],
    ["a secret of no length", () => ({ form: { ...whole(), client_secret: "x" } }), 401, "invalid_client"],
    [
      "Basic without a colon",
      () => ({ headers: ["Authorization", `Basic ${Buffer.from("abc").toString("base64")}`], form: GRANT }),
      401,
      "invalid_client",
    ],
    [
      "Basic that is not base64",
      () => ({ headers: ["Authorization", "Basic ***"], form: GRANT }),
      401,
      "invalid_client",
    ],
    [
      "Basic with a broken escape",
      () => ({ headers: basic("%zz", key.plaintext), form: GRANT }),
      401,
      "invalid_client",
    ],
    ["Bearer", () => ({ headers: ["Authorization", "Bearer x"], form: GRANT }), 401, "invalid_client"],
    [
      "two Authorization fields",
      () => ({ headers: [...basic(key.id, key.plaintext), ...basic(key.id, key.plaintext)], form: GRANT }),
      401,
      "invalid_client",
    ],
    [
      "both ways at once",
      () => ({ headers: basic(key.id, key.plaintext), form: whole() }),
      400,
      "invalid_request",
    ],
    [
      "another client in the form than in Basic",
      () => ({ headers: basic(key.id, key.plaintext), form: { ...GRANT, client_id: reader.id } }),
      400,
      "invalid_request",
    ],
    [
      "a parameter twice",
      () => ({ form: `${new URLSearchParams(whole())}&scope=map%3Aread&scope=map%3Aread` }),
      400,
      "invalid_request",
    ],
    [
      "the secret twice",
      () => ({ form: `${new URLSearchParams(whole())}&client_secret=x` }),
      400,
      "invalid_request",
    ],
    [
      "JSON",
      () => ({ headers: ["Content-Type", "application/json"], form: JSON.stringify(whole()) }),
      400,
      "invalid_request",
    ],
    ["no content type", () => ({ headers: ["Content-Type", ""], form: whole() }), 400, "invalid_request"],
    [
      "another charset",
      () => ({
        headers: ["Content-Type", "application/x-www-form-urlencoded; charset=utf-16"],
        form: whole(),
      }),
      400,
      "invalid_request",
    ],
    [
      "a multipart form",
      () => ({ headers: ["Content-Type", "multipart/form-data; boundary=x"], form: "--x--" }),
      400,
      "invalid_request",
    ],
    [
      "a form longer than allowed",
      () => ({ form: { ...whole(), padding: "x".repeat(FORM_MAX_BYTES) } }),
      413,
      "invalid_request",
    ],
    ["a scope that is none", () => ({ form: { ...whole(), scope: "everything" } }), 400, "invalid_scope"],
    ["an unknown product", () => ({ form: { ...whole(), scope: "mars:read" } }), 400, "invalid_scope"],
    [
      "one part too many",
      () => ({ form: { ...whole(), scope: "map:read mars:read" } }),
      400,
      "invalid_scope",
    ],
    [
      "more access than the key has",
      () => ({ form: { ...GRANT, ...client(reader), scope: "map:write" } }),
      400,
      "invalid_scope",
    ],
    [
      "a product the key is not for",
      () => ({ form: { ...GRANT, ...client(reader), scope: "search:read" } }),
      400,
      "invalid_scope",
    ],
    ["a key for no product", () => ({ form: { ...GRANT, ...client(outsider) } }), 400, "invalid_scope"],
    ["GET", () => ({ method: "GET" }), 405, "invalid_request"],
    ["PUT", () => ({ method: "PUT", form: whole() }), 405, "invalid_request"],
    [
      "an unencrypted connection where that is demanded",
      () => ({ form: whole(), isSecure: false }),
      403,
      "invalid_request",
    ],
  ];

  test.each(CASES)("%s", async (name, asked, status, error) => {
    const { deps } = edge;
    if (name.startsWith("an unencrypted")) Object.assign(deps, { requiresTls: true });
    const answer = await ask("/oauth/token", asked());
    Object.assign(deps, { requiresTls: false });
    expect([answer.status, answer.json.error]).toEqual([status, error]);
    expect(Object.keys(answer.json).sort()).toEqual(["error", "error_description"]);
    // RFC 6749 §5.2: neither quote nor backslash nor anything beyond ASCII.
    expect(answer.json.error_description).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/);
    expect(answer.header("cache-control")).toBe("no-store");
    expect(answer.header("www-authenticate")).toBe(
      status === 401 ? 'Basic realm="keyward", charset="UTF-8"' : null,
    );
    if (status === 405) expect(answer.header("allow")).toBe("POST");
    expect(JSON.stringify(answer.json)).not.toContain(key.plaintext);
  });

  test.each([
    ["disabled", "disabled"],
    ["disabled_by_staff", "disabled"],
    ["not_yet_valid", "not valid yet"],
    ["expired", "expired"],
    ["retired", "replaced by rotation"],
    ["deleted", "do not belong together"],
  ] as const)("a key that is %s, told to whoever has its exact secret", async (state, words) => {
    const given = await activeKey({ state });
    // Some states are made for a frozen clock of March 2026.
    if (state === "not_yet_valid") {
      await db.key.update({ where: { id: given.id }, data: { validFrom: new Date(Date.now() + 60_000) } });
    }
    const { status, json } = await ask("/oauth/token", { form: { ...GRANT, ...client(given) } });
    expect([status, json.error]).toEqual([401, "invalid_client"]);
    expect(json.error_description).toContain(words);
  });

  test("a suspended organization", async () => {
    const other = await makeOrg({ suspendedAt: new Date() });
    const given = await makeKey({ org: other, products: [map] });
    const { json } = await ask("/oauth/token", { form: { ...GRANT, ...client(given) } });
    expect(json.error_description).toContain("suspended");
  });

  test("an address that keeps guessing is slowed; a client in memory goes on", async () => {
    const known = await activeKey();
    await mint(known);
    const statuses: number[] = [];
    const ip = "198.51.100.7";
    for (let at = 0; at < 45; at += 1) {
      clock -= 999;
      const form = { ...GRANT, client_id: known.id, client_secret: generateSecret() as string };
      const { status, header } = await ask("/oauth/token", { form, ip });
      statuses.push(status);
      if (status === 429) expect(Number(header("retry-after"))).toBeGreaterThanOrEqual(1);
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(35);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    const { status } = await ask("/oauth/token", { form: { ...GRANT, ...client(known) }, ip });
    expect(status).toBe(200);
  });
});

describe("revocation", () => {
  test("ends a token at once, twice as well as once, and leaves others alone", async () => {
    const key = await activeKey();
    const [token, other] = [await mint(key), await mint(key)];
    expect(await call(token)).toBe("admitted");
    for (let at = 0; at < 2; at += 1) {
      const { status, json } = await ask("/oauth/revoke", { form: { ...client(key), token } });
      expect([status, json]).toEqual([200, null]);
    }
    expect(await call(token)).toBe("token_revoked");
    expect(await call(other)).toBe("admitted");
    const rows = await db.revokedToken.findMany({ where: { keyId: key.id } });
    expect(rows.map(({ id }) => id)).toEqual([decodeJwt(token).jti]);
    expect(
      await db.changeLog.count({ where: { kind: "token", subject: String(decodeJwt(token).jti) } }),
    ).toBe(1);
  });

  test("takes a hint of the type and pays no heed to it", async () => {
    const key = await activeKey();
    const token = await mint(key);
    await ask("/oauth/revoke", { form: { ...client(key), token, token_type_hint: "refresh_token" } });
    expect(await call(token)).toBe("token_revoked");
  });

  test("of nonsense, or of what has ended, is done already", async () => {
    const key = await activeKey();
    const token = await mint(key);
    for (const text of ["nonsense", "a.b.c", `${token.slice(0, -86)}${"A".repeat(86)}`]) {
      expect((await ask("/oauth/revoke", { form: { ...client(key), token: text } })).status).toBe(200);
    }
    const later = Date.now() + 901_000;
    const { status } = await ask("/oauth/revoke", { form: { ...client(key), token }, now: later });
    expect(status).toBe(200);
    expect(await db.revokedToken.count({ where: { keyId: key.id } })).toBe(0);
  });

  test("of another client's token is refused, and that goes on", async () => {
    const [key, other] = [await activeKey(), await activeKey()];
    const token = await mint(key);
    const { status, json } = await ask("/oauth/revoke", { form: { ...client(other), token } });
    expect([status, json.error]).toEqual([400, "invalid_grant"]);
    expect(await call(token)).toBe("admitted");
  });

  test("needs a client and a token", async () => {
    const key = await activeKey();
    expect((await ask("/oauth/revoke", { form: client(key) })).json.error).toBe("invalid_request");
    expect((await ask("/oauth/revoke", { form: { token: await mint(key) } })).json.error).toBe(
      "invalid_client",
    );
  });

  test("elsewhere is in force here within a second, and after a restart", async () => {
    const key = await activeKey();
    const token = await mint(key);
    const jti = String(decodeJwt(token).jti);
    expect(await call(token)).toBe("admitted");
    await db.$transaction([
      db.revokedToken.create({ data: { id: jti, keyId: key.id, expiresAt: new Date(Date.now() + 900_000) } }),
      db.changeLog.create({ data: { kind: "token", subject: jti }, select: { id: true } }),
    ]);
    await expect.poll(() => call(token), { timeout: 1000, interval: 10 }).toBe("token_revoked");
    await edge.stop();
    edge = await edgeState();
    expect(await call(token)).toBe("token_revoked");
  });
});

describe("introspection", () => {
  test("tells the client of its own living token", async () => {
    const key = await activeKey();
    const token = await mint(key, { scope: "map:read" });
    const { exp, iat, jti } = decodeJwt(token);
    const { header, json } = await ask("/oauth/introspect", { form: { ...client(key), token } });
    expect(header("cache-control")).toBe("no-store");
    expect(json).toEqual({
      active: true,
      scope: "map:read",
      client_id: key.id,
      token_type: "Bearer",
      exp,
      iat,
      sub: key.id,
      aud: edgeEnv().PUBLIC_URL,
      iss: edgeEnv().PUBLIC_URL,
      jti,
    });
  });

  test("tells nothing of any other", async () => {
    const [key, other] = [await activeKey(), await activeKey()];
    const token = await mint(key);
    const revoked = await mint(key);
    await ask("/oauth/revoke", { form: { ...client(key), token: revoked } });
    const inactive: Asked[] = [
      { form: { ...client(other), token } },
      { form: { ...client(key), token: revoked } },
      { form: { ...client(key), token: "nonsense" } },
      { form: { ...client(key), token: `${token.slice(0, -86)}${"A".repeat(86)}` } },
      { form: { ...client(key), token }, now: Date.now() + 901_000 },
    ];
    for (const asked of inactive) {
      const { status, json } = await ask("/oauth/introspect", asked);
      expect([status, json]).toEqual([200, { active: false }]);
    }
  });
});

describe("a token dies with its key and its secret", () => {
  const change = async (key: TestKey, write: Parameters<typeof withTransaction>[0]) =>
    withTransaction(async (tx) => {
      await write(tx);
      await recordChange(tx, "key", key.id);
    });

  test.each([
    ["disabled", { disabledAt: new Date(), disabledBy: "customer" as const }, "key_disabled"],
    ["deleted", { deletedAt: new Date() }, "token_revoked"],
    ["expired", { expiresAt: new Date(0) }, "key_expired"],
  ])("%s", async (_, data, code) => {
    const key = await activeKey();
    const token = await mint(key);
    expect(await call(token)).toBe("admitted");
    await change(key, (tx) => tx.key.update({ where: { id: key.id }, data, select: { id: true } }));
    expect(await call(token)).toBe(code);
  });

  test("retired by a rotation", async () => {
    const key = await activeKey();
    const token = await mint(key);
    expect(await call(token)).toBe("admitted");
    await change(key, (tx) =>
      tx.secret.update({
        where: { id: key.secretId },
        data: { status: "retired", retiresAt: new Date(), sealedSecret: null },
        select: { id: true },
      }),
    );
    expect(await call(token)).toBe("key_retired");
  });

  test("and loses a product with it", async () => {
    const key = await activeKey();
    const token = await mint(key);
    expect(await call(token, "/search/1")).toBe("admitted");
    await change(key, (tx) => tx.keyProduct.deleteMany({ where: { keyId: key.id, productId: search.id } }));
    expect(await call(token, "/search/1")).toBe("product_not_allowed");
    expect(await call(token, "/map/1")).toBe("admitted");
  });
});

describe("documents", () => {
  test("the metadata of RFC 8414 names what there is", async () => {
    const { status, header, json } = await ask("/.well-known/oauth-authorization-server", { method: "GET" });
    const base = edgeEnv().PUBLIC_URL;
    expect(status).toBe(200);
    expect(header("cache-control")).toBe("public, max-age=60");
    expect(json).toMatchObject({
      issuer: base,
      token_endpoint: `${base}/oauth/token`,
      jwks_uri: `${base}/.well-known/jwks.json`,
      revocation_endpoint: `${base}/oauth/revoke`,
      introspection_endpoint: `${base}/oauth/introspect`,
      grant_types_supported: ["client_credentials"],
      token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    });
  });

  test("the keys are public halves and nothing else", async () => {
    await mint(await activeKey());
    const { json } = await ask("/.well-known/jwks.json", { method: "HEAD" });
    const keys = json.keys as Record<string, unknown>[];
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) {
      expect(key).toEqual({
        kty: "OKP",
        crv: "Ed25519",
        x: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
        kid: expect.stringMatching(/^tkk_/),
        use: "sig",
        alg: "EdDSA",
      });
    }
  });

  test.each(["/.well-known/jwks.json", "/.well-known/oauth-authorization-server"])(
    "%s is read only",
    async (path) => {
      const { status, header } = await ask(path, { method: "POST" });
      expect([status, header("allow")]).toEqual([405, "GET, HEAD"]);
    },
  );

  test("a path that is none is 404 in the same JSON", async () => {
    expect(await ask("/oauth/authorize")).toMatchObject({ status: 404, json: { error: "invalid_request" } });
  });
});

test("the database away: clients in memory get tokens and use them, strangers 503, revoking 503", async () => {
  const key = await activeKey();
  const token = await mint(key);
  expect(await call(token)).toBe("admitted");
  const url = edgeEnv().DATABASE_URL;
  edgeEnv().DATABASE_URL = "postgresql://nobody@127.0.0.1:1/none";
  await closePool();
  try {
    const fresh = await mint(key);
    expect(await call(fresh)).toBe("admitted");
    expect(await call(token)).toBe("admitted");
    const stranger = await ask("/oauth/token", {
      form: { ...GRANT, client_id: newId("key"), client_secret: generateSecret() },
      ip: "203.0.113.3",
    });
    expect([stranger.status, stranger.json.error]).toEqual([503, "temporarily_unavailable"]);
    expect(Number(stranger.header("retry-after"))).toBe(1);
    const revoking = await ask("/oauth/revoke", { form: { ...client(key), token } });
    expect(revoking.status).toBe(503);
    expect(await call(token)).toBe("admitted");
  } finally {
    edgeEnv().DATABASE_URL = url;
    await closePool();
  }
});
