import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { NOW } from "@/test/clock";
import { adminCtx, developerCtx, ownerCtx, viewerCtx } from "@/test/contexts";
import { makeKey, makeOrg } from "@/test/factories";
import { deleteKey } from "./delete";
import { ListTrashInput } from "./list-schema";
import { listTrash } from "./list-trash";
import { restoreKey } from "./restore";
import { DeleteKeyInput } from "./schemas";

const DAY_MS = 86_400_000;
const input = ListTrashInput.parse({});

test("a deleted key is in the trash with who deleted it, why, and until when it can be restored", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org, name: "Old site", createdBy: ctx.actor });
  await makeKey({ org, name: "Alive" });
  await deleteKey(ctx, DeleteKeyInput.parse({ keyId: key.id, reason: "Closed." }));
  expect(await listTrash(ctx, input)).toEqual({
    keys: [
      {
        id: key.id,
        name: "Old site",
        preview: { head: key.plaintext.slice(3, 7), tail: key.plaintext.slice(-4) },
        createdBy: ctx.actor.name,
        deletedAt: NOW.toISOString(),
        purgedAt: new Date(NOW.getTime() + 30 * DAY_MS).toISOString(),
        deletion: { by: ctx.actor.name, reason: "Closed." },
        canRestore: true,
      },
    ],
    nextCursor: null,
    previousCursor: null,
    total: 1,
  });
  await restoreKey(ctx, { keyId: key.id });
  expect(await listTrash(ctx, input)).toMatchObject({ keys: [], total: 0 });
});

test("who deleted a key and why is told to those who may read the audit log only", async () => {
  const org = await makeOrg();
  const key = await makeKey({ org });
  const admin = await adminCtx(org);
  await deleteKey(admin, DeleteKeyInput.parse({ keyId: key.id, reason: "Between us." }));
  for (const ctx of [await viewerCtx(org), await developerCtx(org)]) {
    const [seen] = (await listTrash(ctx, input)).keys;
    expect(seen).toMatchObject({ id: key.id, deletion: null });
    expect(JSON.stringify(seen)).not.toContain("Between us.");
  }
  expect((await listTrash(admin, input)).keys[0]?.deletion?.reason).toBe("Between us.");
});

test("a developer restores own keys only, a viewer none", async () => {
  const org = await makeOrg();
  const developer = await developerCtx(org);
  await makeKey({ org, name: "own", state: "deleted", createdBy: developer.actor });
  await makeKey({ org, name: "other's", state: "deleted" });
  const rights = async (ctx: typeof developer) =>
    Object.fromEntries((await listTrash(ctx, input)).keys.map((key) => [key.name, key.canRestore]));
  expect(await rights(developer)).toEqual({ own: true, "other's": false });
  expect(await rights(await viewerCtx(org))).toEqual({ own: false, "other's": false });
});

test("neither another organization's keys nor those past 30 days are in the trash", async () => {
  const org = await makeOrg();
  await makeKey({ org: await makeOrg(), state: "deleted" });
  for (const [name, ms] of Object.entries({ due: 30 * DAY_MS, almost: 30 * DAY_MS - 1 })) {
    const key = await makeKey({ org, name, state: "deleted" });
    const deletedAt = new Date(NOW.getTime() - ms);
    await db.key.update({ where: { id: key.id }, data: { deletedAt }, select: { id: true } });
  }
  expect((await listTrash(await ownerCtx(org), input)).keys.map(({ name }) => name)).toEqual(["almost"]);
});

test("pages forth and back show every deleted key once, deleted last first", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  for (let n = 0; n < 7; n += 1) {
    const key = await makeKey({ org, state: "deleted" });
    // Equal times on purpose: the ID alone must keep the order.
    const deletedAt = new Date(NOW.getTime() - (n % 3) * 1000);
    await db.key.update({ where: { id: key.id }, data: { deletedAt }, select: { id: true } });
  }
  const whole = (await listTrash(ctx, input)).keys.map(({ id }) => id);
  const forth: string[][] = [];
  let page = await listTrash(ctx, { ...input, limit: 3 });
  for (;;) {
    forth.push(page.keys.map(({ id }) => id));
    if (page.nextCursor === null) break;
    page = await listTrash(ctx, { limit: 3, cursor: page.nextCursor });
  }
  expect(forth.flat()).toEqual(whole);
  page = await listTrash(ctx, { limit: 3, cursor: page.previousCursor });
  expect(page.keys.map(({ id }) => id)).toEqual(forth[1]);
  const foreign = await ownerCtx(await makeOrg());
  await expect(listTrash(foreign, { limit: 3, cursor: page.nextCursor })).rejects.toMatchObject({
    code: "invalid_input",
  });
});
