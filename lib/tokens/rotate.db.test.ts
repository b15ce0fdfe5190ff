import { decodeProtectedHeader } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { type EdgeState, edgeState } from "@/lib/edge/adapters/edge-state";
import { checkCall } from "@/lib/edge/check";
import { callOf } from "@/lib/edge/testing/fixtures";
import { edgeEnv } from "@/lib/env";
import { tokenKeyAad } from "@/lib/sealing/aad";
import { edgeKeyring } from "@/lib/sealing/keyring";
import { open } from "@/lib/sealing/open";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { makeKey, makeOrg, makeProduct, type TestKey } from "@/test/factories";
import { auditOf } from "@/test/traces";
import { auditRevocations } from "./audit-revocations";
import { TokenAuthority } from "./authority";
import { rotateTokenKeys } from "./rotate";
import { signToken } from "./sign";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

let edge: EdgeState;
let key: TestKey;
let start: number;
let clock = 0;

beforeAll(async () => {
  const product = await makeProduct({ slug: "map", paths: ["/map/{rest+}"], defaultQps: 1000 });
  key = await makeKey({ org: await makeOrg(), products: [product] });
  edge = await edgeState();
});

afterAll(() => edge.stop());

beforeEach(async () => {
  await db.tokenKey.deleteMany();
  await edge.tokens.refresh();
  start = Math.floor(Date.now() / 1000) * 1000;
});

async function mint(now: number): Promise<string> {
  const grant = {
    keyId: key.id,
    secretId: key.secretId,
    scope: new Map([["map", "read" as const]]),
    endsAt: null,
  };
  const minted = await signToken(edge.tokens, grant, now);
  if (minted === null) throw new Error("No token was minted.");
  return minted.token;
}

async function call(token: string, now: number): Promise<string> {
  clock += 1000;
  const verdict = await checkCall(
    callOf({ headers: ["Authorization", `Bearer ${token}`], arrivedAt: clock }),
    edge.deps,
    now,
  );
  return verdict.kind === "refused" ? verdict.code : verdict.kind;
}

const kidOf = (token: string) => decodeProtectedHeader(token).kid;

function rotate(now: number, over: { endsAll?: boolean } = {}) {
  const ctx = {
    requestId: newId("request"),
    ip: "local",
    userAgent: "",
    now: new Date(now),
    actor: { type: "system" as const, id: "cli" },
  };
  return rotateTokenKeys(ctx, { endsAll: false, reason: "Yearly.", ...over });
}

describe("the first key", () => {
  test("is made once, however many ask at once on however many instances", async () => {
    const others = Array.from({ length: 4 }, () => new TokenAuthority(edgeEnv().PUBLIC_URL, pool));
    const kids = await Promise.all(
      [edge.tokens, ...others, edge.tokens].map(async (each) => (await each.signingKey(start)).kid),
    );
    expect(new Set(kids).size).toBe(1);
    expect(await db.tokenKey.count()).toBe(1);
  });

  test("is sealed for its own row, and its public half is the one that is published", async () => {
    const { kid } = await edge.tokens.signingKey(start);
    const row = await db.tokenKey.findUniqueOrThrow({
      where: { id: kid },
      select: { sealed: true, publicKey: true },
    });
    expect(open(edgeKeyring(), row.sealed, tokenKeyAad(kid)).length).toBeGreaterThan(32);
    expect(() => open(edgeKeyring(), row.sealed, tokenKeyAad(newId("tokenKey")))).toThrow(
      "could not be opened",
    );
    expect(edge.tokens.publicKeys(start).map(({ x }) => x)).toEqual([
      Buffer.from(row.publicKey).toString("base64url"),
    ]);
  });
});

describe("a rotation", () => {
  test("signs with the new key once every edge knows it, and believes the old one until its last token has ended", async () => {
    const old = await mint(start);
    const { kid } = await rotate(start);
    await edge.tokens.refresh();
    const between = await mint(start + 9 * SECOND);
    const later = await mint(start + 10 * SECOND);
    expect(kidOf(between)).toBe(kidOf(old));
    expect(kidOf(later)).toBe(kid);
    for (const token of [old, between, later])
      expect(await call(token, start + 11 * SECOND)).toBe("admitted");
    const kids = (now: number) => edge.tokens.publicKeys(now).map((jwk) => jwk.kid);
    expect(kids(start)).toEqual([kidOf(old), kid]);
    // The last token of the old key ends within its 15 minutes, as every token does.
    expect(await call(between, start + 15 * MINUTE + 8 * SECOND)).toBe("admitted");
    expect(await call(between, start + 15 * MINUTE + 9 * SECOND)).toBe("token_expired");
    expect(kids(start + 15 * MINUTE + 10 * SECOND)).toEqual([kid]);
    expect(await call(between, start + 15 * MINUTE + 10 * SECOND)).toBe("token_invalid");
  });

  test("is refused while tokens of the one before may live, and drops what is over", async () => {
    await edge.tokens.signingKey(start);
    const first = await rotate(start);
    await expect(rotate(start + 15 * MINUTE + 9 * SECOND)).rejects.toMatchObject({ code: "conflict" });
    const second = await rotate(start + 15 * MINUTE + 10 * SECOND);
    const rows = await db.tokenKey.findMany({ orderBy: { createdAt: "asc" }, select: { id: true } });
    expect(rows.map(({ id }) => id)).toEqual([first.kid, second.kid]);
  });

  test("of two at once one happens", async () => {
    await edge.tokens.signingKey(start);
    const outcomes = await Promise.allSettled([rotate(start), rotate(start)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await db.tokenKey.count()).toBe(2);
  });

  test("that ends all takes every token along, here at once and elsewhere with the news", async () => {
    const elsewhere = new TokenAuthority(edgeEnv().PUBLIC_URL, pool);
    const token = await mint(start);
    await elsewhere.refresh();
    expect(await call(token, start)).toBe("admitted");
    await rotate(start);
    const { kid } = await rotate(start + SECOND, { endsAll: true });
    await expect
      .poll(() => call(token, start + SECOND), { timeout: 1000, interval: 10 })
      .toBe("token_invalid");
    expect(kidOf(await mint(start + SECOND))).toBe(kid);
    elsewhere.apply({ subject: kid });
    const old = String(kidOf(token));
    await expect.poll(() => elsewhere.knows(old, start), { timeout: 1000, interval: 10 }).toBe(false);
    expect(await db.tokenKey.count()).toBe(1);
  });

  test("leaves a row in the provider's chain and in the change log, or does not happen", async () => {
    const { kid: former } = await edge.tokens.signingKey(start);
    await expect(whileAuditFails(() => rotate(start))).rejects.toThrow();
    expect(await db.tokenKey.count()).toBe(1);
    const { kid } = await rotate(start);
    expect(await auditOf(kid)).toMatchObject([
      {
        action: "token_key.rotated",
        chain: "provider",
        before: { kids: [former] },
        after: { kid, endsAll: false },
        reason: "Yearly.",
      },
    ]);
    const told = await db.changeLog.findMany({ where: { kind: "token", subject: { in: [kid, former] } } });
    expect(new Set(told.map(({ subject }) => subject))).toEqual(new Set([kid, former]));
  });
});

test("a revocation written twice at once is one", async () => {
  const token = { id: newId("token"), keyId: key.id, expiresAt: start + MINUTE, ip: "192.0.2.1" };
  const authorities = Array.from({ length: 4 }, () => new TokenAuthority(edgeEnv().PUBLIC_URL, pool));
  await Promise.all(authorities.map((each) => each.revoke(token, start)));
  expect(await db.revokedToken.count({ where: { id: token.id } })).toBe(1);
  for (const each of authorities) expect(each.isRevoked(token.id)).toBe(true);
  await auditRevocations(new Date(start));
  await edge.tokens.revoke({ ...token, id: newId("token") }, start + 2 * MINUTE);
  expect(await db.revokedToken.count({ where: { id: token.id } })).toBe(0);
});
