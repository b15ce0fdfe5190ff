import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { OrgContext } from "@/lib/orgs/context";
import { listProducts } from "@/lib/products/list";
import { newId } from "@/lib/std/id";
import { NOW } from "@/test/clock";
import { developerCtx, ownerCtx, viewerCtx } from "@/test/contexts";
import { type KeyState, makeKey, makeOrg, makeProduct } from "@/test/factories";
import { hoursLater, rotateFor } from "@/test/rotations";
import { cancelRotation } from "./cancel-rotation";
import { findKeysForPalette } from "./find-for-palette";
import { getKey } from "./get";
import { CancelRotationInput } from "./life-schemas";
import { listKeys } from "./list";
import { ListKeysInput } from "./list-schema";

test("a key's page knows its facts, products with QPS, secrets and last use", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const product = await makeProduct({ defaultQps: 25 });
  const key = await makeKey({ org, name: "Tiles", products: [product], createdBy: ctx.actor });
  const at = new Date(NOW.getTime() - 1000);
  await db.secretLastUsed.create({
    data: { secretId: key.secretId, keyId: key.id, orgId: org.id, firstAt: at, at, ip: "192.0.2.9" },
  });
  const details = await getKey(ctx, { keyId: key.id });
  expect(details).toMatchObject({
    id: key.id,
    name: "Tiles",
    status: "active",
    createdBy: { id: ctx.actor.id, name: ctx.actor.name },
    lastUsedAt: at.toISOString(),
    lastUsedIp: "192.0.2.9",
    isSecretKept: true,
    canCopy: true,
    canDelete: true,
    secrets: [{ id: key.secretId, status: "current", lastUsedAt: at.toISOString() }],
    products: [{ id: product.id, classes: [{ id: product.classId, defaultQps: 25 }] }],
  });
});

test("where calls go is in no answer a member gets", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const product = await makeProduct({ baseUrl: "http://inside.example.test:8080" });
  const key = await makeKey({ org, products: [product] });
  const answers = [await getKey(ctx, { keyId: key.id }), await listProducts(ctx)];
  expect(JSON.stringify(answers)).not.toContain("inside.example");
  expect(JSON.stringify(answers)).not.toContain(product.upstreamId);
});

test("an organization that forbids ?key= forbids it for every key", async () => {
  const org = await makeOrg();
  const key = await makeKey({ org });
  await db.org.update({ where: { id: org.id }, data: { allowQueryKeys: false }, select: { id: true } });
  expect((await getKey(await ownerCtx(org), { keyId: key.id })).allowQueryKey).toBe(false);
});

test("a key whose secret is not kept cannot be copied by anybody", async () => {
  const org = await makeOrg();
  const key = await makeKey({ org });
  await db.secret.update({ where: { id: key.secretId }, data: { sealedSecret: null }, select: { id: true } });
  const details = await getKey(await ownerCtx(org), { keyId: key.id });
  expect([details.isSecretKept, details.canCopy, details.canDelete]).toEqual([false, false, true]);
});

test("a developer's rights are those on own keys, a viewer's are none", async () => {
  const org = await makeOrg();
  const developer = await developerCtx(org);
  const own = await makeKey({ org, createdBy: developer.actor });
  const others = await makeKey({ org });
  const rights = async (ctx: OrgContext, keyId: string) => {
    const { canCopy, canEdit, canRotate, canDisable, canDelete } = await getKey(ctx, { keyId });
    return new Set([canCopy, canEdit, canRotate, canDisable, canDelete]);
  };
  expect(await rights(developer, own.id)).toEqual(new Set([true]));
  expect(await rights(developer, others.id)).toEqual(new Set([false]));
  expect(await rights(await viewerCtx(org), own.id)).toEqual(new Set([false]));
});

test("what is handed out comes first, then what still works, then what has ended; and how far a rotation is", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  expect((await getKey(ctx, { keyId: key.id })).rotation).toBeNull();
  const ended = await rotateFor(ctx, key);
  await cancelRotation(ctx, CancelRotationInput.parse({ keyId: key.id }));
  const rotated = await rotateFor(hoursLater(ctx, 1), key, { startAtFirstUse: true });
  const { secrets, rotation, version } = await getKey(hoursLater(ctx, 2), { keyId: key.id });
  expect(secrets.map(({ id, status }) => [id, status])).toEqual([
    [rotated.secretId, "awaiting"],
    [key.secretId, "retiring"],
    [ended.secretId, "retired"],
  ]);
  expect(rotation).toEqual({ isAwaitingFirstUse: true, endsAt: rotated.retiring?.endsAt });
  expect(version).toBe(rotated.version);
});

test("a deleted, another organization's and an unknown key are the same not found", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const foreign = await makeKey({ org: await makeOrg() });
  const deleted = await makeKey({ org, state: "deleted" });
  for (const keyId of [foreign.id, deleted.id, newId("key"), "key_x", "' OR 1=1 --"])
    await expect(getKey(ctx, { keyId })).rejects.toMatchObject({
      code: "not_found",
      message: "We could not find this key. It may have been deleted.",
    });
});

describe("no secret, hash or ciphertext is in any answer", () => {
  const states: KeyState[] = ["active", "disabled", "disabled_by_staff", "not_yet_valid", "expired"];
  test.each(states)("of a key that is %s", async (state) => {
    const org = await makeOrg();
    const ctx = await ownerCtx(org);
    const key = await makeKey({ org, state, products: [await makeProduct()] });
    const hidden = await db.secret.findUniqueOrThrow({
      where: { id: key.secretId },
      select: { lookup: true, sealedDigest: true, sealedSecret: true },
    });
    const answers = [
      await getKey(ctx, { keyId: key.id }),
      await listKeys(ctx, ListKeysInput.parse({})),
      await findKeysForPalette(ctx, key.name),
      await listProducts(ctx),
    ];
    const strings = deepStrings(answers);
    const canaries = [
      key.plaintext.slice(7, -4),
      ...[hidden.lookup, hidden.sealedDigest, hidden.sealedSecret ?? Buffer.of(0)].flatMap((bytes) => [
        Buffer.from(bytes).toString("hex"),
        Buffer.from(bytes).toString("base64"),
      ]),
    ];
    for (const canary of canaries)
      expect(
        strings.filter((text) => text.includes(canary)),
        canary,
      ).toEqual([]);
  });
});

test("the palette finds by name, ID and preview, at most eight, and shows the ends of the secret", async () => {
  const org = await makeOrg();
  const ctx = await viewerCtx(org);
  const key = await makeKey({ org, name: "Fleet tracker" });
  for (let i = 0; i < 9; i++) await makeKey({ org, name: `Other ${i}` });
  const preview = `kw_${key.plaintext.slice(3, 7)}…${key.plaintext.slice(-4)}`;
  const found = [{ id: key.id, name: "Fleet tracker", preview, status: "active" }];
  for (const q of ["fleet", key.id, preview, key.plaintext])
    expect(await findKeysForPalette(ctx, q), q).toEqual(found);
  expect(await findKeysForPalette(ctx, "")).toHaveLength(8);
  expect(await findKeysForPalette(ctx, "x".repeat(300))).toEqual([]);
});

function deepStrings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString("hex")];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...deepStrings(inner)]);
}
