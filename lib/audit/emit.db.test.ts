import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { generateSecret } from "@/lib/edge/secret-format";
import { ownerCtx } from "@/test/contexts";
import { makeOrg } from "@/test/factories";
import { emitAudit, emitAudits } from "./emit";
import { verifyChain } from "./verify";

test("an entry holds who did what, from where and why, and its chain verifies", async () => {
  const ctx = await ownerCtx(await makeOrg());
  await withTransaction((tx) =>
    emitAudit(tx, ctx, {
      action: "key.disabled",
      targetType: "key",
      targetId: "key_1",
      before: { disabledAt: null, domains: ["b.example", "a.example"], weight: 0.1 },
      after: { disabledAt: new Date(0), absent: undefined, note: "ä€😀" },
      reason: "Not needed.",
    }),
  );
  const entry = await db.auditEntry.findUniqueOrThrow({
    where: { chain_seq: { chain: ctx.org.id, seq: 1n } },
  });
  expect(entry).toMatchObject({
    at: ctx.now,
    actorType: "user",
    actorId: ctx.actor.id,
    after: { disabledAt: "1970-01-01T00:00:00.000Z", note: "ä€😀" },
    reason: "Not needed.",
    ip: "192.0.2.7",
    requestId: ctx.requestId,
  });
  expect(await verifyChain(ctx.org.id)).toEqual({ ok: true, entries: 1n });
});

test("a secret is replaced wherever it stood", async () => {
  const ctx = { ...(await ownerCtx(await makeOrg())), userAgent: `curl ${generateSecret()}` };
  const leaked = generateSecret();
  await withTransaction((tx) =>
    emitAudit(tx, ctx, {
      action: "key.edited",
      targetType: "key",
      targetId: leaked,
      before: { name: `was ${leaked}` },
      after: { nested: [{ name: encodeURIComponent(leaked) }] },
      reason: `${leaked} leaked`,
    }),
  );
  const entry = await db.auditEntry.findFirstOrThrow({ where: { chain: ctx.org.id } });
  expect(JSON.stringify({ ...entry, seq: 0, mac: 0 })).not.toMatch(/kw_(?!redacted)/);
  expect(await verifyChain(ctx.org.id)).toEqual({ ok: true, entries: 1n });
});

test("when the audit row cannot be written, the write it belongs to is rolled back", async () => {
  const ctx = await ownerCtx(await makeOrg());
  const write = withTransaction(async (tx) => {
    await tx.org.update({ where: { id: ctx.org.id }, data: { name: "Renamed" } });
    await emitAudit(tx, ctx, { action: "org.renamed", targetType: "org", targetId: "bad\u0000id" });
  });
  await expect(write).rejects.toThrow();
  const org = await db.org.findUniqueOrThrow({ where: { id: ctx.org.id }, select: { name: true } });
  expect(org.name).toBe(ctx.org.name);
  expect(await db.auditEntry.count({ where: { chain: ctx.org.id } })).toBe(0);
});

test("twenty at once make one unbroken chain without gaps", async () => {
  const ctx = await ownerCtx(await makeOrg());
  await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      withTransaction((tx) =>
        emitAudit(tx, ctx, { action: "key.created", targetType: "key", targetId: `key_${n}` }),
      ),
    ),
  );
  expect(await verifyChain(ctx.org.id)).toEqual({ ok: true, entries: 20n });
});

test("a change of many things leaves a row for each, in order, in a chain that holds", async () => {
  const ctx = await ownerCtx(await makeOrg());
  const events = Array.from({ length: 1001 }, (_, n) => ({
    action: "key.transferred",
    targetType: "key",
    targetId: `key_${n}`,
  }));
  await withTransaction((tx) => emitAudits(tx, ctx, events));
  const last = await db.auditEntry.findFirst({ where: { chain: ctx.org.id }, orderBy: { seq: "desc" } });
  expect(last).toMatchObject({ seq: 1001n, targetId: "key_1000" });
  expect(await verifyChain(ctx.org.id)).toEqual({ ok: true, entries: 1001n });
});

test("what belongs to no organization goes to the provider's own chain", async () => {
  const { org: _, ...ctx } = await ownerCtx(await makeOrg());
  await withTransaction((tx) =>
    emitAudit(tx, ctx, { action: "product.created", targetType: "product", targetId: "prd_1" }),
  );
  expect(await verifyChain("provider")).toEqual({ ok: true, entries: 1n });
});
