import { expect, test } from "vitest";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { ownerCtx, viewerCtx } from "@/test/contexts";
import { makeKey, makeOrg } from "@/test/factories";
import { auditOf, changesOf } from "@/test/traces";
import { recordKeyIdCopy } from "./record-id-copy";

test("every member's copy of a key ID leaves one row and changes nothing", async () => {
  const org = await makeOrg();
  const ctx = await viewerCtx(org);
  const key = await makeKey({ org });
  await recordKeyIdCopy(ctx, { keyId: key.id });
  expect(await auditOf(key.id)).toMatchObject([{ action: "key.id_copied", actorId: ctx.actor.id }]);
  expect(await changesOf(key.id)).toBe(0);
});

test("an ID that is not a living key of the organization is not found and leaves no row", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const foreign = await makeKey({ org: await makeOrg() });
  const deleted = await makeKey({ org, state: "deleted" });
  for (const keyId of [foreign.id, deleted.id, newId("key")]) {
    await expect(recordKeyIdCopy(ctx, { keyId })).rejects.toMatchObject({ code: "not_found" });
    expect(await auditOf(keyId)).toEqual([]);
  }
});

test("a row that cannot be written is an error, not silence", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  await expect(whileAuditFails(() => recordKeyIdCopy(ctx, { keyId: key.id }))).rejects.toThrow();
});
