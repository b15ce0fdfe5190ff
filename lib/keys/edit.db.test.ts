import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { grantLimit } from "@/lib/limits/grant-limit";
import { GrantLimitInput } from "@/lib/limits/schemas";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { ownerCtx, requestCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct, makeUser } from "@/test/factories";
import { auditOf, changesOf } from "@/test/traces";
import { editKey } from "./edit";
import { EditKeyInput } from "./edit-schema";
import { getKey } from "./get";

const [maps, search] = [await makeProduct({ defaultQps: 20 }), await makeProduct({ defaultQps: 20 })];
const SHOP = { domain: { mode: "enforce", allow: ["shop.example.com"] } } as const;

async function scene() {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const key = await makeKey({ org, products: [maps], name: "Before" });
  const edit = (change: object) => editKey(ctx, EditKeyInput.parse({ keyId: key.id, ...change }));
  const state = () => getKey(ctx, { keyId: key.id });
  return { org, ctx, key, edit, state };
}

const EVERYTHING = {
  name: "After",
  billingType: "evaluation",
  note: "Line one,\nline two.",
  tags: ["fleet", "EU 2"],
  isProtected: true,
  rotateEveryDays: 90,
  access: "read",
  allowQueryKey: false,
  products: [{ productId: search.id, classIds: [search.classId] }],
  validFrom: "2026-12-01T00:00:00Z",
  expiresAt: "2026-12-31T00:00:00Z",
  restrictions: SHOP,
  limits: [{ kind: "qps", classId: search.classId, value: 3 }],
};

test("changes every part at once: one version, one word to the edge, one audit row with what became different", async () => {
  const { key, edit, state } = await scene();
  expect(await edit({ version: 1, ...EVERYTHING })).toEqual({ version: 2 });
  expect(await state()).toMatchObject({
    name: "After",
    billingType: "evaluation",
    note: "Line one,\nline two.",
    tags: ["fleet", "EU 2"],
    isProtected: true,
    rotateEveryDays: 90,
    access: "read",
    queryKey: { isSet: false, isAllowedByOrg: true },
    products: [{ id: search.id, classIds: [search.classId] }],
    validFrom: "2026-12-01T00:00:00.000Z",
    expiresAt: "2026-12-31T00:00:00.000Z",
    restrictions: SHOP,
    limits: [{ kind: "qps", classId: search.classId, value: 3, source: "customer" }],
    version: 2,
  });
  expect(await changesOf(key.id)).toBe(1);
  const audit = await auditOf(key.id);
  expect(audit).toHaveLength(1);
  expect(audit[0]).toMatchObject({
    action: "key.edited",
    before: { name: "Before", tags: [], note: "", access: "write", validFrom: null, limits: [] },
    after: {
      name: "After",
      billingType: "evaluation",
      tags: ["fleet", "EU 2"],
      isProtected: true,
      rotateEveryDays: 90,
      access: "read",
      limits: [{ classId: search.classId, value: 3 }],
    },
  });
  // Of the restrictions only the kind that was touched.
  expect(audit[0]?.after).toHaveProperty("restrictions", { domain: { ...SHOP.domain, allowMissing: false } });
});

test("what is left out stays, and what is as it was is no change", async () => {
  const { key, edit, state } = await scene();
  await edit(EVERYTHING);
  const before = await state();
  await edit({ name: "Only the name" });
  expect(await state()).toEqual({ ...before, name: "Only the name", version: 3 });
  expect((await auditOf(key.id)).at(-1)).toMatchObject({
    before: { name: "After" },
    after: { name: "Only the name" },
  });
  expect(await edit({ ...EVERYTHING, name: "Only the name" })).toEqual({ version: 3 });
  expect(await auditOf(key.id)).toHaveLength(2);
});

test.each([
  ["a product that is gone", { products: [{ productId: newId("product") }] }, "products"],
  ["a billing type of the other kind of organization", { billingType: "freemium" }, "billingType"],
  ["an expiry in the past", { expiresAt: "2020-01-01T00:00:00Z" }, "expiresAt"],
  ["an end before the start", { expiresAt: "2026-12-01T00:00:00Z" }, "expiresAt"],
  [
    "a domain that anybody can have a part of",
    { restrictions: { domain: { mode: "enforce", allow: ["*.co.uk"] } } },
    "restrictions.domain.allow",
  ],
  [
    "a limit above the agreed one",
    { limits: [{ kind: "qps", classId: search.classId, value: 21 }] },
    "limits.0.value",
  ],
  [
    "a limit of a class it cannot call any more",
    { limits: [{ kind: "qps", classId: maps.classId, value: 2 }] },
    "limits.0.classId",
  ],
])("%s is refused at its field, and no other part is saved", async (_, wrong, field) => {
  const { key, edit, state } = await scene();
  const before = await state();
  await expect(edit({ ...EVERYTHING, ...wrong })).rejects.toMatchObject({
    code: "invalid_input",
    fields: { [field]: [expect.any(String)] },
  });
  expect(await state()).toEqual(before);
  expect(await auditOf(key.id)).toEqual([]);
  expect(await changesOf(key.id)).toBe(0);
});

test("nothing of it stays when the audit row cannot be written", async () => {
  const { edit, state } = await scene();
  const before = await state();
  await expect(whileAuditFails(() => edit(EVERYTHING))).rejects.toThrow();
  expect(await state()).toEqual(before);
});

test("of two who saw the same version one saves, the other changes nothing and is told", async () => {
  const { edit, state } = await scene();
  const outcomes = await Promise.allSettled([
    edit({ version: 1, name: "One" }),
    edit({ version: 1, restrictions: SHOP }),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "version_mismatch" },
  });
  expect((await state()).version).toBe(2);
});

test("a contract raises what the customer may set, and the page reads both", async () => {
  const { key, edit, state } = await scene();
  const staff = {
    ...requestCtx(),
    actor: { type: "user" as const, ...(await makeUser()) },
    staffRole: "operator" as const,
  };
  await grantLimit(
    staff,
    GrantLimitInput.parse({ kind: "qps", classId: maps.classId, value: 50, to: { keyId: key.id } }),
  );
  await edit({ limits: [{ kind: "qps", classId: maps.classId, value: 40 }] });
  expect((await state()).limits).toEqual([
    { kind: "qps", unit: "requests", classId: maps.classId, value: 40, source: "customer" },
    { kind: "qps", unit: "requests", classId: maps.classId, value: 50, source: "contract" },
  ]);
});

test("restrictions that cannot be read are shown as such and can be replaced", async () => {
  const { key, edit, state } = await scene();
  await db.key.update({ where: { id: key.id }, data: { restrictions: { domain: 7 } }, select: { id: true } });
  expect((await state()).restrictions).toBeNull();
  await edit({ restrictions: SHOP });
  expect((await state()).restrictions).toMatchObject(SHOP);
});

test("what an organization lays down holds for what an edit changes, and leaves the rest as it was", async () => {
  const { org, edit, state } = await scene();
  await edit({ rotateEveryDays: 365 });
  const policies = { maxKeyAgeDays: 30, rotateEveryDays: 90 };
  await db.org.update({ where: { id: org.id }, data: policies, select: { id: true } });
  // Without an end and with a long interval from before: both may stay.
  await edit({ name: "After", expiresAt: null, rotateEveryDays: 365 });
  await expect(edit({ rotateEveryDays: 91 })).rejects.toMatchObject({
    fields: { rotateEveryDays: [expect.stringContaining("every 90 days")] },
  });
  await expect(edit({ expiresAt: "2027-12-31T00:00:00Z" })).rejects.toMatchObject({
    fields: { expiresAt: [expect.stringContaining("30 days")] },
  });
  await edit({ rotateEveryDays: null });
  expect(await state()).toMatchObject({ name: "After", expiresAt: null, rotateEveryDays: null });
});
