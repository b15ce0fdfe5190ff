import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { makeKey, makeOrg } from "@/test/factories";
import { auditOf } from "@/test/traces";
import { auditRevocations } from "./audit-revocations";
import { recordRevocation } from "./record-revocation";

const MINUTE_MS = 60_000;
const at = (minutes: number) => NOW.getTime() + minutes * MINUTE_MS;

async function revoked(minutes = 0) {
  const key = await makeKey({ org: await makeOrg() });
  const token = { id: newId("token"), keyId: key.id, expiresAt: at(minutes + 15), ip: "192.0.2.44" };
  await recordRevocation(pool(), token, at(minutes));
  return { key, token };
}

test("a token that a client revoked has one row, under its key, however often and by how many it is looked for", async () => {
  const { key, token } = await revoked();
  // The client says it twice.
  await recordRevocation(pool(), { ...token, ip: "192.0.2.45" }, at(1));
  const runs = await Promise.all([1, 2, 3].map((minutes) => auditRevocations(new Date(at(minutes)))));
  expect(runs.reduce((sum, written) => sum + written, 0)).toBe(1);
  expect(await auditRevocations(new Date(at(4)))).toBe(0);
  const rows = await db.auditEntry.findMany({ where: { targetType: "key", targetId: key.id } });
  expect(rows).toEqual([
    expect.objectContaining({
      action: "token.revoked",
      chain: key.orgId,
      actorType: "system",
      actorId: "oauth",
      ip: "192.0.2.44",
      after: { tokenId: token.id, revokedAt: NOW.toISOString() },
    }),
  ]);
});

test("what the audit log does not tell of yet is kept beyond its end, and dropped once it does", async () => {
  const { token } = await revoked();
  const isKept = async () => (await db.revokedToken.count({ where: { id: token.id } })) === 1;
  await revoked(60);
  expect(await isKept()).toBe(true);
  await auditRevocations(new Date(at(61)));
  await revoked(62);
  expect(await isKept()).toBe(false);
});

test("a row that cannot be written is written by the next run", async () => {
  const { key } = await revoked();
  await expect(whileAuditFails(() => auditRevocations(new Date(at(1))))).rejects.toThrow();
  expect(await auditOf(key.id)).toEqual([]);
  await auditRevocations(new Date(at(2)));
  expect(await auditOf(key.id)).toHaveLength(1);
});
