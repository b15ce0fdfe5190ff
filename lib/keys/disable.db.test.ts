import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { generateSecret } from "@/lib/edge/secret-format";
import type { StaffRole } from "@/lib/members/permissions";
import type { OrgContext, StaffContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { adminCtx, ownerCtx, requestCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeUser, type TestKey } from "@/test/factories";
import { auditOf, changesOf } from "@/test/traces";
import { disableKey, disableKeyAsStaff } from "./disable";
import { enableKey, enableKeyAsStaff } from "./enable";
import { getKey } from "./get";
import { DisableKeyInput, EnableKeyInput, StaffKeyInput } from "./life-schemas";

const staffCtx = async (staffRole: StaffRole): Promise<StaffContext> => ({
  ...requestCtx(),
  actor: { type: "user", ...(await makeUser()) },
  staffRole,
});
const disable = (ctx: OrgContext, key: TestKey, reason = "") =>
  disableKey(ctx, DisableKeyInput.parse({ keyId: key.id, reason }));
const enable = (ctx: OrgContext, key: TestKey) => enableKey(ctx, EnableKeyInput.parse({ keyId: key.id }));
const forStaff = (key: Pick<TestKey, "id">, reason = "Found in a public repository.") =>
  StaffKeyInput.parse({ keyId: key.id, reason });
const marksOf = (key: TestKey) =>
  db.key.findUniqueOrThrow({
    where: { id: key.id },
    select: { disabledAt: true, disabledBy: true, disabledReason: true },
  });
const NO_MARKS = { disabledAt: null, disabledBy: null, disabledReason: null };

test("a disabled key says since when and why, and is as it was once enabled", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  await disable(ctx, key, "  Moving to the new gateway.  ");
  expect(await getKey(ctx, { keyId: key.id })).toMatchObject({
    status: "disabled",
    disabledAt: NOW.toISOString(),
    disabledReason: "Moving to the new gateway.",
  });
  await enable(ctx, key);
  expect(await marksOf(key)).toEqual(NO_MARKS);
  expect((await auditOf(key.id)).map(({ action, before, reason }) => [action, before, reason])).toEqual([
    ["key.disabled", null, "Moving to the new gateway."],
    ["key.enabled", { by: "customer", disabledReason: "Moving to the new gateway." }, null],
  ]);
});

test("a secret in the reason is shown to nobody", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  const leaked = generateSecret();
  await disable(ctx, key, `Leaked: ${leaked}`);
  expect((await marksOf(key)).disabledReason).toBe("Leaked: kw_redacted");
  expect(JSON.stringify(await auditOf(key.id))).not.toContain(leaked);
});

test("what is done already is said, and leaves no second row", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  await expect(enable(ctx, key)).rejects.toMatchObject({ code: "not_disabled", status: 409 });
  await disable(ctx, key, "First.");
  await expect(disable(await adminCtx(org), key, "Second.")).rejects.toMatchObject({
    code: "already_disabled",
    status: 409,
  });
  expect((await marksOf(key)).disabledReason).toBe("First.");
  expect(await auditOf(key.id)).toHaveLength(1);
});

test("of several people disabling one key at the same moment exactly one succeeds", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org });
  const results = await Promise.allSettled(Array.from({ length: 5 }, () => disable(ctx, key)));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await auditOf(key.id)).toHaveLength(1);
});

describe("staff", () => {
  test.each(["support", "operator"] as const)(
    "%s disables anybody's key; its owner cannot enable it and is told whom to write to",
    async (role) => {
      const org = await makeOrg();
      const owner = await ownerCtx(org);
      const key = await makeKey({ org });
      const staff = await staffCtx(role);
      await disableKeyAsStaff(staff, forStaff(key));
      expect(await getKey(owner, { keyId: key.id })).toMatchObject({
        status: "disabled_by_staff",
        disabledReason: "Found in a public repository.",
      });
      await expect(enable(owner, key)).rejects.toMatchObject({
        code: "disabled_by_staff",
        status: 403,
        message: expect.stringMatching(
          new RegExp(`Write to support@meridian-maps\\.example and quote the key ID ${key.id}`),
        ),
      });
      await expect(disable(owner, key)).rejects.toMatchObject({ code: "already_disabled" });
      await enableKeyAsStaff(staff, forStaff(key, "The repository is private again."));
      expect(await marksOf(key)).toEqual(NO_MARKS);
      expect(await changesOf(key.id)).toBe(2);
      expect(await auditOf(key.id)).toEqual([
        expect.objectContaining({ action: "key.disabled", chain: org.id, actorId: staff.actor.id }),
        expect.objectContaining({
          action: "key.enabled",
          chain: org.id,
          reason: "The repository is private again.",
        }),
      ]);
    },
  );

  test("what the customer had disabled is disabled by the customer again when staff lets go", async () => {
    const org = await makeOrg();
    const owner = await ownerCtx(org);
    const key = await makeKey({ org });
    await disable(owner, key, "Winter break.");
    const before = await marksOf(key);
    const staff = await staffCtx("support");
    await disableKeyAsStaff(staff, forStaff(key));
    expect((await marksOf(key)).disabledBy).toBe("staff");
    await enableKeyAsStaff(staff, forStaff(key, "Cleared up."));
    expect(await marksOf(key)).toEqual(before);
    await enable(owner, key);
    expect(await marksOf(key)).toEqual(NO_MARKS);
  });

  test("staff enables only what staff disabled", async () => {
    const org = await makeOrg();
    const key = await makeKey({ org });
    const staff = await staffCtx("operator");
    await expect(enableKeyAsStaff(staff, forStaff(key))).rejects.toMatchObject({ code: "not_disabled" });
    await disable(await ownerCtx(org), key);
    await expect(enableKeyAsStaff(staff, forStaff(key))).rejects.toMatchObject({ code: "not_disabled" });
  });

  test("an unknown and a deleted key are not found, and nothing is changed without the audit row", async () => {
    const org = await makeOrg();
    const staff = await staffCtx("support");
    const deleted = await makeKey({ org, state: "deleted" });
    for (const id of [newId("key"), deleted.id])
      await expect(disableKeyAsStaff(staff, forStaff({ id }))).rejects.toMatchObject({ code: "not_found" });
    const key = await makeKey({ org });
    await expect(whileAuditFails(() => disableKeyAsStaff(staff, forStaff(key)))).rejects.toThrow();
    expect(await marksOf(key)).toEqual(NO_MARKS);
  });

  test("must give a reason", () => {
    expect(StaffKeyInput.safeParse({ keyId: newId("key"), reason: "  " }).success).toBe(false);
  });
});
