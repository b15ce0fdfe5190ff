import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { createKey } from "@/lib/keys/create";
import { CreateKeyInput } from "@/lib/keys/create-schema";
import { RotateKeyInput } from "@/lib/keys/life-schemas";
import { rotateKey } from "@/lib/keys/rotate";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { adminCtx, developerCtx, ownerCtx, viewerCtx } from "@/test/contexts";
import { makeKey, makeMember, makeOrg, makeProduct } from "@/test/factories";
import { outcomeOf } from "@/test/people";
import { auditOf, changesOf } from "@/test/traces";
import { changePolicies } from "./change";
import { previewPolicies } from "./preview";
import { readPolicies } from "./read";
import { ChangePoliciesInput } from "./schemas";

const input = (given: Partial<ChangePoliciesInput> = {}) =>
  ChangePoliciesInput.parse({ version: 1, ...given });
const kept = (orgId: string) => db.secret.count({ where: { orgId, sealedSecret: { not: null } } });

test("a change is in force, raises the version, tells every edge and leaves before and after of what changed", async () => {
  const ctx = await adminCtx(await makeOrg());
  const saved = await changePolicies(ctx, input({ allowQueryKeys: false, maxKeys: 10, reason: "Review." }));
  expect(saved).toEqual({ version: 2 });
  expect(await readPolicies(db, ctx.org.id)).toMatchObject({
    allowQueryKeys: false,
    maxKeys: 10,
    version: 2,
  });
  expect(await changesOf(ctx.org.id)).toBe(1);
  expect(await auditOf(ctx.org.id)).toEqual([
    expect.objectContaining({
      action: "org.policies_changed",
      before: { allowQueryKeys: true, maxKeys: null },
      after: { allowQueryKeys: false, maxKeys: 10 },
      reason: "Review.",
    }),
  ]);
});

test("what is as it was is no change and leaves no row", async () => {
  const ctx = await ownerCtx(await makeOrg());
  expect(await changePolicies(ctx, input({ allowQueryKeys: true }))).toEqual({ version: 1 });
  expect(await auditOf(ctx.org.id)).toEqual([]);
});

test("only admins and owners change policies, and only those of their own organization", async () => {
  const org = await makeOrg();
  for (const ctx of [await viewerCtx(org), await developerCtx(org)]) {
    expect(await outcomeOf(changePolicies(ctx, input({ maxKeys: 1 })))).toBe("forbidden");
    expect(await outcomeOf(previewPolicies(ctx, {}))).toBe("forbidden");
  }
  const other = await ownerCtx(await makeOrg());
  await changePolicies(other, input({ maxKeys: 1 }));
  expect(await readPolicies(db, org.id)).toMatchObject({ maxKeys: null, version: 1 });
});

test("of two people who read the same version one saves, and the other one is told", async () => {
  const org = await makeOrg();
  const [one, two] = [await ownerCtx(org), await adminCtx(org)];
  const outcomes = await Promise.all([
    outcomeOf(changePolicies(one, input({ maxKeys: 1 }))),
    outcomeOf(changePolicies(two, input({ maxKeyAgeDays: 90 }))),
  ]);
  expect(outcomes.sort()).toEqual(["ok", "version_mismatch"]);
});

test("nothing changes when the audit row cannot be written, and no secret is erased", async () => {
  const ctx = await ownerCtx(await makeOrg());
  await makeKey({ org: ctx.org });
  await expect(
    whileAuditFails(() => changePolicies(ctx, input({ showSecretsOnce: true }))),
  ).rejects.toThrow();
  expect(await readPolicies(db, ctx.org.id)).toMatchObject({ showSecretsOnce: false, version: 1 });
  expect(await kept(ctx.org.id)).toBe(1);
});

test("where the organization asks for a fresh proof, changing policies asks for it, too", async () => {
  const ctx = await ownerCtx(await makeOrg());
  await changePolicies(ctx, input({ requireStepUp: true }));
  expect(await outcomeOf(changePolicies(ctx, input({ version: 2, requireStepUp: false })))).toBe(
    "step_up_required",
  );
});

describe("showing secrets once", () => {
  test("erases every copy that is kept, of other organizations none, and says how many in the audit log", async () => {
    const [ctx, other] = [await ownerCtx(await makeOrg()), await makeOrg()];
    await Promise.all([makeKey({ org: ctx.org }), makeKey({ org: ctx.org, state: "deleted" })]);
    await makeKey({ org: other });
    await changePolicies(ctx, input({ showSecretsOnce: true }));
    expect([await kept(ctx.org.id), await kept(other.id)]).toEqual([0, 1]);
    expect((await auditOf(ctx.org.id))[0]?.after).toEqual({ showSecretsOnce: true, erasedSecrets: 2 });
  });

  test("leaves no copy behind, however many keys are made and rotated at the same time", async () => {
    const ctx = await ownerCtx(await makeOrg());
    const product = await makeProduct();
    const keys = await Promise.all([1, 2, 3].map(() => makeKey({ org: ctx.org, createdBy: ctx.actor })));
    const create = CreateKeyInput.parse({
      name: "New",
      products: [{ productId: product.id }],
      billingType: "paying",
    });
    await Promise.all([
      ...keys.map(({ id }) => rotateKey(ctx, RotateKeyInput.parse({ keyId: id, overlapSeconds: 3600 }))),
      changePolicies(ctx, input({ showSecretsOnce: true })),
      ...[1, 2, 3].map(() => createKey(ctx, create)),
    ]);
    expect(await kept(ctx.org.id)).toBe(0);
  });

  test("does not go together with rotations that happen by themselves: nobody would see the secret", async () => {
    const ctx = await ownerCtx(await makeOrg());
    const both = input({ showSecretsOnce: true, autoRotate: true });
    await expect(changePolicies(ctx, both)).rejects.toMatchObject({
      fields: { autoRotate: [expect.any(String)] },
    });
  });
});

test("rotating what leaked by itself does not go together with secrets shown once, and is refused at its field", async () => {
  const ctx = await ownerCtx(await makeOrg());
  expect(await readPolicies(db, ctx.org.id)).toMatchObject({ leakResponse: "notify" });
  await changePolicies(ctx, input({ leakResponse: "rotate" }));
  await expect(changePolicies(ctx, input({ version: 2, showSecretsOnce: true }))).rejects.toMatchObject({
    code: "invalid_input",
    fields: { leakResponse: [expect.any(String)] },
  });
});

test("a default domain that is a public suffix is refused at its field", async () => {
  const ctx = await ownerCtx(await makeOrg());
  const defaultRestrictions = { domain: { mode: "enforce", allow: ["*.co.uk"] } };
  const given = ChangePoliciesInput.parse({ version: 1, defaultRestrictions });
  await expect(changePolicies(ctx, given)).rejects.toMatchObject({
    fields: { "defaultRestrictions.domain.allow": [expect.stringContaining("co.uk")] },
  });
});

test("a preview counts what the proposal would find, and nothing of another organization", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  await makeMember(org, "viewer");
  const plain = await makeKey({ org });
  const ended = await makeKey({ org, allowQueryKey: false });
  await makeKey({ org, createdAt: new Date(NOW.getTime() - 100 * 86_400_000) });
  await makeKey({ org, state: "deleted" });
  await makeKey({ org: await makeOrg() });
  await db.key.update({ where: { id: ended.id }, data: { expiresAt: NOW }, select: { id: true } });
  await db.key.update({ where: { id: plain.id }, data: { rotateEveryDays: 365 }, select: { id: true } });
  await db.secondFactor.create({ data: { userId: ctx.actor.id, sealed: Buffer.of(1), confirmedAt: NOW } });
  expect(await previewPolicies(ctx, { maxKeyAgeDays: 90, rotateEveryDays: 90 })).toEqual({
    keys: 3,
    keptSecrets: 3,
    queryKeys: 2,
    beyondMaxAge: 2,
    overdue: 1,
    slowerThanOrg: 1,
    membersWithoutFactor: 1,
    amIWithoutFactor: false,
  });
  expect(await previewPolicies(ctx, {})).toMatchObject({ beyondMaxAge: 0, overdue: 0, slowerThanOrg: 0 });
});
