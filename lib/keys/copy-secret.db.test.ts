import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { adminCtx, developerCtx, ownerCtx, viewerCtx } from "@/test/contexts";
import { makeKey, makeOrg } from "@/test/factories";
import { auditOf } from "@/test/traces";
import { copySecret } from "./copy-secret";

test("gives the whole secret and leaves a row each time, without the secret in it", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  for (let i = 0; i < 2; i++)
    expect(await copySecret(ctx, { keyId: key.id })).toEqual({ secret: key.plaintext });
  const audit = await auditOf(key.id);
  expect(audit).toHaveLength(2);
  expect(audit[0]).toMatchObject({
    action: "key.secret_copied",
    actorId: ctx.actor.id,
    after: { secretId: key.secretId },
  });
  expect(JSON.stringify(audit)).not.toContain(key.plaintext.slice(7, -4));
});

describe("who may copy", () => {
  test("an admin anybody's, a developer only what they created, a viewer nothing", async () => {
    const org = await makeOrg();
    const developer = await developerCtx(org);
    const own = await makeKey({ org, createdBy: developer.actor });
    const others = await makeKey({ org });
    expect((await copySecret(await adminCtx(org), { keyId: others.id })).secret).toBe(others.plaintext);
    expect((await copySecret(developer, { keyId: own.id })).secret).toBe(own.plaintext);
    await expect(copySecret(developer, { keyId: others.id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(copySecret(await viewerCtx(org), { keyId: own.id })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await auditOf(own.id)).toHaveLength(1);
    expect(await auditOf(others.id)).toHaveLength(1);
  });

  test("another organization's, a deleted and an unknown key are equally not found", async () => {
    const org = await makeOrg();
    const ctx = await ownerCtx(org);
    const foreign = await makeKey({ org: await makeOrg() });
    const deleted = await makeKey({ org, state: "deleted" });
    const errors = await Promise.all(
      [foreign.id, deleted.id, newId("key")].map((keyId) =>
        copySecret(ctx, { keyId }).catch((error: unknown) => error),
      ),
    );
    for (const error of errors) expect(error).toMatchObject({ code: "not_found" });
    expect(new Set(errors.map(String)).size).toBe(1);
    expect(await auditOf(foreign.id)).toHaveLength(0);
  });
});

test("a secret that was shown once is gone, and says so", async () => {
  const org = await makeOrg();
  const key = await makeKey({ org });
  await db.secret.update({
    where: { id: key.secretId },
    data: { sealedSecret: null },
    select: { id: true },
  });
  await expect(copySecret(await ownerCtx(org), { keyId: key.id })).rejects.toMatchObject({
    code: "secret_not_kept",
  });
});

test("without the audit row there is no secret", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  await expect(whileAuditFails(() => copySecret(ctx, { keyId: key.id }))).rejects.toThrow();
});

test("ciphertext moved to another key's row does not open", async () => {
  const org = await makeOrg();
  const [mine, victim] = [await makeKey({ org }), await makeKey({ org })];
  const { sealedSecret } = await db.secret.findUniqueOrThrow({
    where: { id: victim.secretId },
    select: { sealedSecret: true },
  });
  await db.secret.update({ where: { id: mine.secretId }, data: { sealedSecret }, select: { id: true } });
  await expect(copySecret(await ownerCtx(org), { keyId: mine.id })).rejects.toThrow("could not be opened");
  expect(await auditOf(mine.id)).toHaveLength(0);
});
