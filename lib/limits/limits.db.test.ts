import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { StaffContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { adminCtx, developerCtx, ownerCtx, requestCtx, viewerCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct, makeUser, type TestOrg } from "@/test/factories";
import { auditOf, changesOf } from "@/test/traces";
import { endLimit } from "./end-limit";
import { grantLimit } from "./grant-limit";
import { EndLimitInput, GrantLimitInput, SetKeyLimitsInput } from "./schemas";
import { setKeyLimits } from "./set-key-limits";

const HOUR_MS = 3_600_000;
const at = (hours: number) => new Date(NOW.getTime() + hours * HOUR_MS).toISOString();

async function staffCtx(staffRole: StaffContext["staffRole"] = "operator"): Promise<StaffContext> {
  return { ...requestCtx(), actor: { type: "user", ...(await makeUser()) }, staffRole };
}

async function scene(given?: TestOrg) {
  const org = given ?? (await makeOrg());
  const product = await makeProduct({ defaultQps: 20 });
  const key = await makeKey({ org, products: [product] });
  return { org, product, key, classId: product.classId };
}

const own = (key: { id: string }, limits: object[], over: object = {}) =>
  SetKeyLimitsInput.parse({ keyId: key.id, limits, ...over });
const grant = (over: object) => GrantLimitInput.parse({ kind: "month", value: 1000, ...over });

const rows = (where: object) =>
  db.limit.findMany({
    where,
    select: { kind: true, unit: true, classId: true, value: true, source: true, from: true, until: true },
    orderBy: [{ kind: "asc" }, { value: "asc" }],
  });

test("a customer lowers limits of a key; every edge is told, and the audit log knows before and after", async () => {
  const { org, key, classId } = await scene();
  const ctx = await ownerCtx(org);
  await setKeyLimits(
    ctx,
    own(key, [
      { kind: "qps", classId, value: 5 },
      { kind: "day", unit: "bytes", value: 9 },
    ]),
  );
  expect(await rows({ keyId: key.id })).toEqual([
    { kind: "qps", unit: "requests", classId, value: 5n, source: "customer", from: NOW, until: null },
    { kind: "day", unit: "bytes", classId: null, value: 9n, source: "customer", from: NOW, until: null },
  ]);
  expect(await changesOf(key.id)).toBe(1);
  await setKeyLimits(ctx, own(key, [{ kind: "qps", classId, value: 4 }], { reason: "Less." }));
  expect((await rows({ keyId: key.id })).map(({ value }) => value)).toEqual([4n]);
  expect((await auditOf(key.id)).at(-1)).toMatchObject({
    action: "key.limits_set",
    after: { limits: [{ kind: "qps", unit: "requests", classId, value: 4 }] },
    reason: "Less.",
  });
});

test("what is as it was is no change and goes on without a gap", async () => {
  const { org, key } = await scene();
  const ctx = await ownerCtx(org);
  const limits = [{ kind: "month", value: 100 }];
  await setKeyLimits(ctx, own(key, limits));
  const later = { ...ctx, now: new Date(NOW.getTime() + HOUR_MS) };
  await setKeyLimits(later, own(key, limits));
  expect(await changesOf(key.id)).toBe(1);
  await setKeyLimits(later, own(key, [...limits, { kind: "concurrency", value: 3 }]));
  expect((await rows({ keyId: key.id, kind: "month" }))[0]?.from).toEqual(NOW);
});

test("nothing can be set above the class's default or the contract in force", async () => {
  const { org, key, classId } = await scene();
  const ctx = await ownerCtx(org);
  const qps = (value: number) => setKeyLimits(ctx, own(key, [{ kind: "qps", classId, value }]));
  await expect(qps(21)).rejects.toMatchObject({
    code: "invalid_input",
    fields: { "limits.0.value": [/20 at most/] },
  });
  await qps(20);
  await grantLimit(
    await staffCtx(),
    grant({ to: { keyId: key.id }, kind: "qps", classId, value: 50, until: at(1) }),
  );
  await qps(50);
  await expect(qps(51)).rejects.toMatchObject({ code: "invalid_input" });
  await grantLimit(await staffCtx(), grant({ to: { keyId: key.id }, value: 700 }));
  const month = (value: number) => setKeyLimits(ctx, own(key, [{ kind: "month", value }]));
  await expect(month(701)).rejects.toMatchObject({ code: "invalid_input" });
  await month(699);
});

test("a class the key cannot call, and another organization's key, are refused and nothing changes", async () => {
  const { org, key } = await scene();
  const other = await scene();
  const ctx = await ownerCtx(org);
  await expect(
    setKeyLimits(ctx, own(key, [{ kind: "qps", classId: other.classId, value: 1 }])),
  ).rejects.toMatchObject({ code: "invalid_input" });
  const narrowed = await scene(org);
  await db.keyProduct.updateMany({ where: { keyId: narrowed.key.id }, data: { classIds: [other.classId] } });
  await expect(
    setKeyLimits(ctx, own(narrowed.key, [{ kind: "day", classId: narrowed.classId, value: 1 }])),
  ).rejects.toMatchObject({ fields: { "limits.0.classId": [/not valid for this endpoint class/] } });
  await expect(setKeyLimits(ctx, own(other.key, []))).rejects.toMatchObject({ code: "not_found" });
  await expect(setKeyLimits(ctx, own(other.key, [{ kind: "day", value: 1 }]))).rejects.toMatchObject({
    code: "not_found",
  });
  expect(await rows({ keyId: { in: [key.id, other.key.id] } })).toEqual([]);
});

test("an admin limits anybody's keys, a developer own ones, a viewer none", async () => {
  const { org, key } = await scene();
  const developer = await developerCtx(org);
  const mine = await makeKey({ org, createdBy: developer.actor });
  const limits = [{ kind: "day", value: 10 }];
  await expect(setKeyLimits(await viewerCtx(org), own(key, limits))).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(setKeyLimits(developer, own(key, limits))).rejects.toMatchObject({ code: "forbidden" });
  await setKeyLimits(developer, own(mine, limits));
  await setKeyLimits(await adminCtx(org), own(key, limits));
});

test("nobody overwrites what another has just set", async () => {
  const { org, key } = await scene();
  const ctx = await ownerCtx(org);
  const { version } = await setKeyLimits(ctx, own(key, [{ kind: "day", value: 10 }], { version: 1 }));
  await expect(
    setKeyLimits(ctx, own(key, [{ kind: "day", value: 20 }], { version: version - 1 })),
  ).rejects.toMatchObject({ code: "version_mismatch" });
});

test("nothing is set, granted or ended when the audit row cannot be written", async () => {
  const { org, key } = await scene();
  const ctx = await ownerCtx(org);
  const staff = await staffCtx();
  const { id } = await grantLimit(staff, grant({ to: { orgId: org.id } }));
  const before = await rows({ orgId: org.id });
  await expect(
    whileAuditFails(() => setKeyLimits(ctx, own(key, [{ kind: "day", value: 1 }]))),
  ).rejects.toThrow();
  await expect(whileAuditFails(() => grantLimit(staff, grant({ to: { keyId: key.id } })))).rejects.toThrow();
  await expect(
    whileAuditFails(() => endLimit(staff, EndLimitInput.parse({ limitId: id }))),
  ).rejects.toThrow();
  expect(await rows({ orgId: org.id })).toEqual(before);
});

test("an operator grants a limit to a key or an organization, from and until a time; the customer sees it", async () => {
  const { org, key, classId } = await scene();
  const ctx = await staffCtx();
  const toKey = { to: { keyId: key.id }, kind: "qps", classId, value: 90, from: at(1), until: at(2) };
  const { id } = await grantLimit(ctx, grant({ ...toKey, reason: "Launch day." }));
  await grantLimit(ctx, grant({ to: { orgId: org.id }, value: 5_000_000, isSoft: true }));
  expect(await rows({ orgId: org.id })).toEqual([
    {
      kind: "qps",
      unit: "requests",
      classId,
      value: 90n,
      source: "contract",
      from: new Date(at(1)),
      until: new Date(at(2)),
    },
    {
      kind: "month",
      unit: "requests",
      classId: null,
      value: 5_000_000n,
      source: "contract",
      from: NOW,
      until: null,
    },
  ]);
  expect(await changesOf(key.id)).toBe(1);
  expect(await changesOf(org.id)).toBe(1);
  expect((await auditOf(key.id)).at(-1)).toMatchObject({
    chain: org.id,
    action: "key.limit_granted",
    after: { id, kind: "qps", value: 90, until: at(2) },
    reason: "Launch day.",
  });
  expect((await auditOf(org.id)).at(-1)).toMatchObject({ chain: org.id, action: "org.limit_granted" });
});

test("only an operator grants, and only what makes sense", async () => {
  const { key, classId } = await scene();
  const ctx = await staffCtx();
  await expect(grantLimit(await staffCtx("support"), grant({ to: { keyId: key.id } }))).rejects.toMatchObject(
    {
      code: "forbidden",
    },
  );
  const to = { to: { keyId: key.id } };
  await expect(grantLimit(ctx, grant({ to: { keyId: newId("key") } }))).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(grantLimit(ctx, grant({ to: { orgId: newId("org") } }))).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(grantLimit(ctx, grant({ ...to, until: at(-1) }))).rejects.toMatchObject({
    code: "invalid_input",
  });
  await expect(grantLimit(ctx, grant({ ...to, from: at(2), until: at(1) }))).rejects.toMatchObject({
    code: "invalid_input",
  });
  await expect(grantLimit(ctx, grant({ ...to, classId: newId("endpointClass") }))).rejects.toMatchObject({
    code: "invalid_input",
  });
  const bad = [
    { ...to, kind: "qps", value: 5 },
    { ...to, kind: "qps", classId, unit: "bytes" },
    { ...to, kind: "concurrency", isSoft: true },
    { to: { orgId: newId("org") }, kind: "qps_address" },
    { ...to, value: -1 },
    { ...to, value: 1.5 },
    { ...to, surprise: 1 },
  ];
  for (const input of bad) {
    expect(GrantLimitInput.safeParse({ kind: "month", value: 1000, ...input }).success).toBe(false);
  }
});

test("a contract ends before its time once, and one that has not begun never begins", async () => {
  const { key } = await scene();
  const ctx = await staffCtx();
  const begun = await grantLimit(ctx, grant({ to: { keyId: key.id } }));
  const coming = await grantLimit(ctx, grant({ to: { keyId: key.id }, value: 7, from: at(5) }));
  const later = { ...ctx, now: new Date(NOW.getTime() + HOUR_MS) };
  for (const { id } of [begun, coming]) await endLimit(later, EndLimitInput.parse({ limitId: id }));
  expect(await rows({ keyId: key.id })).toMatchObject([{ value: 1000n, until: later.now }]);
  for (const { id } of [begun, coming]) {
    await expect(endLimit(later, EndLimitInput.parse({ limitId: id }))).rejects.toMatchObject({
      code: "not_found",
    });
  }
  await expect(
    endLimit(await staffCtx("support"), EndLimitInput.parse({ limitId: begun.id })),
  ).rejects.toMatchObject({ code: "forbidden" });
});
