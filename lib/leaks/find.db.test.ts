import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { generateSecret } from "@/lib/edge/secret-format";
import { ownerCtx, viewerCtx } from "@/test/contexts";
import { makeKey, makeMember, makeOrg, makeProduct } from "@/test/factories";
import { hoursLater, noteUse, rotateFor } from "@/test/rotations";
import { findLeaks } from "./find";
import { FindLeaksInput } from "./schemas";
import { findSiblings } from "./siblings";

const digestOf = (secret: string) => createHash("sha256").update(secret).digest("hex");
const find = (ctx: Parameters<typeof findLeaks>[0], input: object) =>
  findLeaks(ctx, FindLeaksInput.parse(input));

test("a key is found by the SHA-256 of its secret, with what it can do and who used it", async () => {
  const org = await makeOrg();
  const ctx = await viewerCtx(org);
  const product = await makeProduct();
  const key = await makeKey({ org, products: [product] });
  await noteUse(key, key.secretId, ctx.now);
  const hour = new Date(Math.floor(ctx.now.getTime() / 3_600_000) * 3_600_000);
  await db.usageTop.createMany({
    data: [
      { dimension: "ip", value: "192.0.2.1", requests: 30n },
      { dimension: "ip", value: "198.51.100.9", requests: 4n },
      { dimension: "country", value: "PT", requests: 34n },
    ].map((row) => ({ ...row, hour, orgId: org.id, keyId: key.id, unsure: 0n })),
  });
  const digest = digestOf(key.plaintext);
  const { reports, unknown } = await find(ctx, { digests: [digest] });
  expect(unknown).toEqual([]);
  expect(reports).toMatchObject([
    {
      keyId: key.id,
      name: key.name,
      secrets: [{ digest, id: key.secretId, status: "current", lastUsedIp: "192.0.2.1", leakedAt: null }],
      living: {
        status: "active",
        access: "write",
        products: [{ name: product.name }],
        canReport: false,
        canRotate: false,
        traffic: {
          callers: {
            ip: [
              { value: "192.0.2.1", requests: 30, firstHour: hour.toISOString() },
              { value: "198.51.100.9", requests: 4 },
            ],
            country: [{ value: "PT", requests: 34 }],
          },
          month: { requests: 0 },
        },
      },
    },
  ]);
  expect(JSON.stringify(reports)).not.toContain(key.plaintext.slice(8, -4));
});

test("retired and retiring secrets are found, and keys in the trash; two secrets of one key are one report", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  const gone = await makeKey({ org, state: "deleted" });
  const { secret } = await rotateFor(ctx, key, { hours: 1 });
  const later = hoursLater(ctx, 2);
  const digests = [key.plaintext, secret, gone.plaintext].map(digestOf);
  const { reports } = await find(later, { digests });
  expect(reports).toMatchObject([
    { keyId: key.id, secrets: [{ status: "retired" }, { status: "current" }] },
    { keyId: gone.id, name: gone.name, living: null, secrets: [{ status: "current" }] },
  ]);
});

test("another organization's secret is as unknown as nobody's, and its key ID is not found", async () => {
  const [org, other] = [await makeOrg(), await makeOrg()];
  const ctx = await ownerCtx(org);
  const theirs = await makeKey({ org: other });
  const digests = [digestOf(theirs.plaintext), digestOf(generateSecret())];
  expect(await find(ctx, { digests })).toEqual({ reports: [], unknown: digests });
  await expect(find(ctx, { keyIds: [theirs.id] })).rejects.toMatchObject({ code: "not_found" });
  expect(await findSiblings(ctx, { keyIds: [theirs.id] })).toEqual({ keys: [], total: 0 });
});

test("a secret itself is refused: only digests come in", () => {
  expect(FindLeaksInput.safeParse({ digests: [generateSecret()] }).success).toBe(false);
  expect(FindLeaksInput.safeParse({ digests: [], text: "anything" }).success).toBe(false);
});

test("siblings are by the same person first, then those that share a product; others are none", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const [person, somebody] = [await makeMember(org, "developer"), await makeMember(org, "developer")];
  const [map, search, other] = [await makeProduct(), await makeProduct(), await makeProduct()];
  const leaked = await makeKey({ org, createdBy: person, products: [map, search] });
  const shares = await makeKey({ org, createdBy: somebody, products: [search, other] });
  await makeKey({ org, createdBy: somebody, products: [other] });
  await makeKey({ org, createdBy: person, products: [map], state: "deleted" });
  const same = await makeKey({ org, createdBy: person, products: [other] });
  const siblings = await findSiblings(ctx, { keyIds: [leaked.id] });
  expect(siblings).toMatchObject({
    total: 2,
    keys: [
      { id: same.id, isSameCreator: true, sharedProducts: [], createdBy: person.name, canDisable: true },
      { id: shares.id, isSameCreator: false, sharedProducts: [search.name], hasRotation: false },
    ],
  });
  const viewer = await viewerCtx(org);
  expect((await findSiblings(viewer, { keyIds: [leaked.id] })).keys[0]).toMatchObject({ canDisable: false });
});
