import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { ownerCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct, type TestKey } from "@/test/factories";
import { hoursLater, noteUse, rotateFor, secretsOf } from "@/test/rotations";
import { auditOf } from "@/test/traces";
import { deleteKey } from "./delete";
import { purgeDeletedKeys } from "./purge";
import { restoreKey } from "./restore";
import { DeleteKeyInput } from "./schemas";
import { settleRotations } from "./settle-rotations";

const DAYS_30 = 30 * 24;
const remove = (key: TestKey) => DeleteKeyInput.parse({ keyId: key.id });
const later = (hours: number) => hoursLater({ now: NOW }, hours).now;

async function scene() {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const product = await makeProduct();
  const key = await makeKey({ org, products: [product] });
  return { org, ctx, key };
}

describe("restoring", () => {
  test("a key from the trash is what it was, up to the last moment of 30 days", async () => {
    const { ctx, key } = await scene();
    const read = () =>
      db.key.findUniqueOrThrow({
        where: { id: key.id },
        omit: { version: true, updatedAt: true },
        include: { products: true, secrets: true },
      });
    const before = await read();
    await deleteKey(ctx, remove(key));
    await expect(restoreKey(hoursLater(ctx, DAYS_30), { keyId: key.id })).rejects.toMatchObject({
      code: "not_found",
    });
    await restoreKey(hoursLater(ctx, DAYS_30 - 0.001), { keyId: key.id });
    expect(await read()).toEqual(before);
    await expect(restoreKey(ctx, { keyId: key.id })).rejects.toMatchObject({ code: "not_found" });
  });

  test("brings back no secret whose end came meanwhile", async () => {
    const { ctx, key } = await scene();
    await rotateFor(ctx, key, { hours: 1 });
    await deleteKey(ctx, remove(key));
    await settleRotations(later(2));
    expect((await secretsOf(key))[0]).toMatchObject({ status: "retired", isKept: false });
    await restoreKey(hoursLater(ctx, 3), { keyId: key.id });
    expect((await secretsOf(key)).map(({ status }) => status)).toEqual(["retired", "current"]);
  });

  test("needs room in the organization", async () => {
    const { org, ctx, key } = await scene();
    await deleteKey(ctx, remove(key));
    await db.$executeRaw`
      INSERT INTO key (id, org_id, name, billing_type, created_by_id, updated_at)
      SELECT 'key_' || lpad(n::text, 22, '0'), ${org.id}, 'filler', 'paying', 'system', now()
      FROM generate_series(1, 20000) AS n`;
    await expect(restoreKey(ctx, { keyId: key.id })).rejects.toMatchObject({ code: "limit_reached" });
    await db.key.deleteMany({ where: { orgId: org.id, name: "filler" } });
  });

  test("of several people restoring one key exactly one does", async () => {
    const { ctx, key } = await scene();
    await deleteKey(ctx, remove(key));
    const results = await Promise.allSettled(
      Array.from({ length: 4 }, () => restoreKey(ctx, { keyId: key.id })),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await auditOf(key.id)).map(({ action }) => action)).toEqual(["key.deleted", "key.restored"]);
  });
});

describe("emptying the trash", () => {
  test("after 30 days nothing of the key is left but its rows in the audit log and its counted calls", async () => {
    const { org, ctx, key } = await scene();
    await rotateFor(ctx, key);
    await noteUse(key, key.secretId, NOW);
    await db.limit.create({
      data: {
        id: newId("limit"),
        orgId: org.id,
        keyId: key.id,
        kind: "day",
        value: 1n,
        source: "contract",
        from: NOW,
        createdById: "system",
      },
    });
    await deleteKey(ctx, remove(key));
    await purgeDeletedKeys(later(DAYS_30 - 0.001));
    expect(await rowsOf(key)).toEqual({ keys: 1, secrets: 2, products: 1, limits: 1, uses: 1 });
    await purgeDeletedKeys(later(DAYS_30));
    expect(await rowsOf(key)).toEqual({ keys: 0, secrets: 0, products: 0, limits: 0, uses: 0 });
    expect((await auditOf(key.id)).map(({ action, actorId }) => [action, actorId])).toEqual([
      ["key.rotated", ctx.actor.id],
      ["key.deleted", ctx.actor.id],
      ["key.purged", "purge"],
    ]);
    await expect(restoreKey(ctx, { keyId: key.id })).rejects.toMatchObject({ code: "not_found" });
  });

  test("leaves living keys and younger trash alone, and every key without its audit row", async () => {
    const { ctx, key } = await scene();
    const { key: living } = await scene();
    await deleteKey(ctx, remove(key));
    await expect(whileAuditFails(() => purgeDeletedKeys(later(DAYS_30)))).rejects.toThrow("failed");
    expect((await rowsOf(key)).secrets).toBe(1);
    await purgeDeletedKeys(later(DAYS_30));
    expect((await rowsOf(key)).keys).toBe(0);
    expect((await rowsOf(living)).keys).toBe(1);
  });

  test("two instances at once purge a key once", async () => {
    const { ctx, key } = await scene();
    await deleteKey(ctx, remove(key));
    await Promise.all([purgeDeletedKeys(later(DAYS_30)), purgeDeletedKeys(later(DAYS_30))]);
    expect((await auditOf(key.id)).filter(({ action }) => action === "key.purged")).toHaveLength(1);
  });
});

async function rowsOf({ id: keyId }: TestKey) {
  const where = { keyId };
  const [keys, secrets, products, limits, uses] = await Promise.all([
    db.key.count({ where: { id: keyId } }),
    db.secret.count({ where }),
    db.keyProduct.count({ where }),
    db.limit.count({ where }),
    db.secretLastUsed.count({ where }),
  ]);
  return { keys, secrets, products, limits, uses };
}
