import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { edgeEnv } from "@/lib/env";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { adminCtx, developerCtx, ownerCtx, viewerCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct, type TestOrg, type TestProduct } from "@/test/factories";
import { auditOf } from "@/test/traces";
import { TokenAuthority } from "./authority";
import { mintTestToken } from "./mint-test";

const authority = new TokenAuthority(edgeEnv().PUBLIC_URL, pool);

let org: TestOrg;
let map: TestProduct;
let search: TestProduct;
beforeAll(async () => {
  org = await makeOrg();
  map = await makeProduct({ slug: "map" });
  search = await makeProduct({ slug: "search" });
  await authority.refresh();
});
afterAll(() => authority.stop());

test("gives a token for the current secret with the scope that was chosen, and leaves a row without the token in it", async () => {
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org, products: [map, search] });
  const { token, scope, expiresAt } = await mintTestToken(
    ctx,
    { keyId: key.id, scope: ["map:read"] },
    authority,
  );
  expect(scope).toBe("map:read");
  expect(expiresAt).toBe(new Date(NOW.getTime() + 900_000).toISOString());
  const claims = decodeJwt(token);
  expect(claims).toMatchObject({ sub: key.id, secret_id: key.secretId, scope: "map:read" });
  const audit = await auditOf(key.id);
  expect(audit).toMatchObject([
    {
      action: "token.minted",
      actorId: ctx.actor.id,
      after: { tokenId: claims.jti, scope: "map:read", expiresAt },
    },
  ]);
  expect(JSON.stringify(audit)).not.toContain(token.slice(-60));
});

test("never outlives its key", async () => {
  const key = await makeKey({ org, products: [map] });
  const end = new Date(NOW.getTime() + 60_000);
  await db.key.update({ where: { id: key.id }, data: { expiresAt: end } });
  const minted = await mintTestToken(await ownerCtx(org), { keyId: key.id, scope: ["map:write"] }, authority);
  expect(minted.expiresAt).toBe(end.toISOString());
});

describe("who may mint", () => {
  test("an admin for anybody's key, a developer for what they created, a viewer for none", async () => {
    const developer = await developerCtx(org);
    const own = await makeKey({ org, createdBy: developer.actor, products: [map] });
    const others = await makeKey({ org, products: [map] });
    const mint = (ctx: typeof developer, keyId: string) =>
      mintTestToken(ctx, { keyId, scope: ["map:read"] }, authority);
    await expect(mint(await adminCtx(org), others.id)).resolves.toBeDefined();
    await expect(mint(developer, own.id)).resolves.toBeDefined();
    await expect(mint(developer, others.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(mint(await viewerCtx(org), own.id)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("another organization's, a deleted and an unknown key are equally not found", async () => {
    const foreign = await makeKey({ org: await makeOrg(), products: [map] });
    const deleted = await makeKey({ org, state: "deleted", products: [map] });
    const ctx = await ownerCtx(org);
    const errors = await Promise.all(
      [foreign.id, deleted.id, newId("key")].map((keyId) =>
        mintTestToken(ctx, { keyId, scope: ["map:read"] }, authority).catch((error: unknown) => error),
      ),
    );
    for (const error of errors) expect(error).toMatchObject({ code: "not_found" });
    expect(new Set(errors.map(String)).size).toBe(1);
  });
});

test.each(["disabled", "disabled_by_staff", "expired", "not_yet_valid"] as const)(
  "a key that is %s gives none",
  async (state) => {
    const key = await makeKey({ org, state, products: [map] });
    await expect(
      mintTestToken(await ownerCtx(org), { keyId: key.id, scope: ["map:read"] }, authority),
    ).rejects.toMatchObject({ code: "conflict" });
  },
);

test("nor does a key of a suspended organization", async () => {
  const suspended = await makeOrg({ suspendedAt: NOW });
  const key = await makeKey({ org: suspended, products: [map] });
  await expect(
    mintTestToken(await ownerCtx(suspended), { keyId: key.id, scope: ["map:read"] }, authority),
  ).rejects.toMatchObject({ code: "conflict" });
});

test.each([
  ["a product the key is not for", ["search:read"]],
  ["write for a key that may only read", ["map:write"]],
  ["one part too many", ["map:read", "mars:read"]],
])("%s is refused", async (_, scope) => {
  const key = await makeKey({ org, products: [map], access: "read" });
  await expect(mintTestToken(await ownerCtx(org), { keyId: key.id, scope }, authority)).rejects.toMatchObject(
    { code: "invalid_input" },
  );
});

test("without the audit row there is no token", async () => {
  const key = await makeKey({ org, products: [map] });
  const ctx = await ownerCtx(org);
  await expect(
    whileAuditFails(() => mintTestToken(ctx, { keyId: key.id, scope: ["map:read"] }, authority)),
  ).rejects.toThrow();
});
