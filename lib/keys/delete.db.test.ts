import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { adminCtx, developerCtx, ownerCtx, viewerCtx } from "@/test/contexts";
import { makeKey, makeOrg, type TestKey } from "@/test/factories";
import { auditOf, changesOf } from "@/test/traces";
import { deleteKey } from "./delete";
import { editKey } from "./edit";
import { EditKeyInput } from "./edit-schema";
import { getKey } from "./get";
import { DeleteKeyInput } from "./schemas";

const input = (key: Pick<TestKey, "id">, reason = "") => DeleteKeyInput.parse({ keyId: key.id, reason });
const row = (key: TestKey) =>
  db.key.findUniqueOrThrow({ where: { id: key.id }, select: { deletedAt: true, version: true } });

test("a deleted key is a tombstone that no page finds, and every edge is told", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  await deleteKey(ctx, input(key, "  Replaced by the new gateway.  "));
  expect(await row(key)).toEqual({ deletedAt: NOW, version: 2 });
  expect(await changesOf(key.id)).toBe(1);
  await expect(getKey(ctx, { keyId: key.id })).rejects.toMatchObject({ code: "not_found" });
  expect(await auditOf(key.id)).toEqual([
    expect.objectContaining({
      action: "key.deleted",
      before: { name: key.name },
      reason: "Replaced by the new gateway.",
      actorId: ctx.actor.id,
    }),
  ]);
});

test("an admin deletes anybody's, a developer own keys only, a viewer none", async () => {
  const org = await makeOrg();
  const developer = await developerCtx(org);
  const own = await makeKey({ org, createdBy: developer.actor });
  const others = await makeKey({ org });
  await expect(deleteKey(await viewerCtx(org), input(own))).rejects.toMatchObject({ code: "forbidden" });
  await expect(deleteKey(developer, input(others))).rejects.toMatchObject({ code: "forbidden" });
  expect([await row(own), await row(others)]).toEqual([
    { deletedAt: null, version: 1 },
    { deletedAt: null, version: 1 },
  ]);
  await deleteKey(developer, input(own));
  await deleteKey(await adminCtx(org), input(others));
  expect((await row(others)).deletedAt).toEqual(NOW);
});

test("another organization's key is not found and stays as it was", async () => {
  const foreign = await makeKey({ org: await makeOrg() });
  const ctx = await ownerCtx(await makeOrg());
  await expect(deleteKey(ctx, input(foreign))).rejects.toMatchObject({ code: "not_found" });
  await expect(deleteKey(ctx, input({ id: newId("key") }))).rejects.toMatchObject({ code: "not_found" });
  expect(await row(foreign)).toEqual({ deletedAt: null, version: 1 });
  expect(await changesOf(foreign.id)).toBe(0);
  expect(await auditOf(foreign.id)).toEqual([]);
});

test("nothing is deleted when the audit row cannot be written", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  await expect(whileAuditFails(() => deleteKey(ctx, input(key)))).rejects.toThrow();
  expect(await row(key)).toEqual({ deletedAt: null, version: 1 });
  expect(await changesOf(key.id)).toBe(0);
});

test("of several people deleting one key at the same moment exactly one succeeds", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  const results = await Promise.allSettled(Array.from({ length: 5 }, () => deleteKey(ctx, input(key))));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const result of results)
    if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "not_found" });
  expect(await auditOf(key.id)).toHaveLength(1);
});

test("a protected key is refused with its own code until the protection is lifted, and stays as it was", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  await editKey(ctx, EditKeyInput.parse({ keyId: key.id, isProtected: true }));
  await expect(deleteKey(ctx, input(key))).rejects.toMatchObject({ code: "key_protected", status: 409 });
  expect(await row(key)).toEqual({ deletedAt: null, version: 2 });
  await editKey(ctx, EditKeyInput.parse({ keyId: key.id, isProtected: false }));
  await deleteKey(ctx, input(key));
  expect((await auditOf(key.id)).map(({ action, after }) => [action, after])).toEqual([
    ["key.edited", { isProtected: true }],
    ["key.edited", { isProtected: false }],
    ["key.deleted", null],
  ]);
});

test("whoever protects a key at the moment somebody deletes it is either first or too late, never overruled", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  for (let round = 0; round < 10; round += 1) {
    const key = await makeKey({ org });
    const [protecting, deleting] = await Promise.allSettled([
      editKey(ctx, EditKeyInput.parse({ keyId: key.id, isProtected: true })),
      deleteKey(ctx, input(key)),
    ]);
    const { isProtected, deletedAt } = await db.key.findUniqueOrThrow({
      where: { id: key.id },
      select: { isProtected: true, deletedAt: true },
    });
    expect(isProtected).toBe(deletedAt === null);
    expect(protecting.status === "fulfilled").toBe(isProtected);
    expect(deleting.status === "fulfilled").toBe(!isProtected);
  }
});
