import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/std/id";
import { ownerCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct, type TestKey } from "@/test/factories";
import { auditOf } from "@/test/traces";
import { SetAccessInput } from "./life-schemas";
import { setKeyAccess } from "./set-access";

const [maps, search] = [await makeProduct(), await makeProduct()];

async function scene() {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org, products: [maps] });
  const set = (change: object) => setKeyAccess(ctx, SetAccessInput.parse({ keyId: key.id, ...change }));
  return { key, set };
}

const accessOf = ({ id }: TestKey) =>
  db.key.findUniqueOrThrow({
    where: { id },
    select: {
      access: true,
      allowQueryKey: true,
      products: { select: { productId: true, classIds: true }, orderBy: { productId: "asc" } },
    },
  });
const inOrder = <T extends { productId: string }>(list: T[]) =>
  list.sort((a, b) => (a.productId < b.productId ? -1 : 1));

test("replaces products and their endpoint classes as a whole, and leaves alone what is not named", async () => {
  const { key, set } = await scene();
  await set({ products: [{ productId: search.id }, { productId: maps.id, classIds: [maps.classId] }] });
  const products = inOrder([
    { productId: maps.id, classIds: [maps.classId] },
    { productId: search.id, classIds: [] as string[] },
  ]);
  expect(await accessOf(key)).toEqual({ access: "write", allowQueryKey: true, products });
  await set({ access: "read", allowQueryKey: false });
  expect(await accessOf(key)).toEqual({ access: "read", allowQueryKey: false, products });
  expect((await auditOf(key.id)).at(-1)).toMatchObject({
    action: "key.access_set",
    before: { access: "write", allowQueryKey: true, products },
    after: { access: "read", allowQueryKey: false, products },
  });
});

test("a product or an endpoint class that does not exist, or a class of another product, changes nothing", async () => {
  const { key, set } = await scene();
  const before = await accessOf(key);
  for (const products of [
    [{ productId: maps.id }, { productId: newId("product") }],
    [{ productId: maps.id, classIds: [newId("endpointClass")] }],
    [{ productId: maps.id, classIds: [search.classId] }],
  ])
    await expect(set({ products, access: "read" })).rejects.toMatchObject({
      code: "invalid_input",
      fields: { products: [expect.any(String)] },
    });
  expect(await accessOf(key)).toEqual(before);
  expect(await auditOf(key.id)).toEqual([]);
});

test("a key has at least one product and names each once", () => {
  const keyId = newId("key");
  for (const products of [[], [{ productId: maps.id }, { productId: maps.id }]])
    expect(SetAccessInput.safeParse({ keyId, products }).success).toBe(false);
});

test("what is as it was is no change, in whatever order it is given", async () => {
  const { key, set } = await scene();
  await set({ products: [{ productId: search.id }, { productId: maps.id }] });
  expect(
    await set({ products: [{ productId: maps.id }, { productId: search.id }], access: "write" }),
  ).toEqual({
    version: 2,
  });
  expect(await auditOf(key.id)).toHaveLength(1);
});
