import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { parseSecret } from "@/lib/edge/secret-format";
import { digestAad, secretAad } from "@/lib/sealing/aad";
import { masterKeyring } from "@/lib/sealing/keyring";
import { open } from "@/lib/sealing/open";
import { lookupOf } from "@/lib/sealing/pepper";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { developerCtx, ownerCtx, viewerCtx } from "@/test/contexts";
import { makeOrg, makeProduct } from "@/test/factories";
import { auditOf, changesOf } from "@/test/traces";
import { createKey } from "./create";
import { CreateKeyInput } from "./create-schema";
import { getKey } from "./get";
import { KEYS_PER_ORG_MAX } from "./terms";

async function input(given: Partial<Record<keyof CreateKeyInput, unknown>> = {}): Promise<CreateKeyInput> {
  const product = await makeProduct();
  return CreateKeyInput.parse({
    name: "Tiles",
    products: [{ productId: product.id }],
    billingType: "paying",
    ...given,
  });
}

const SEALED = { id: true, orgId: true, lookup: true, sealedDigest: true, sealedSecret: true } as const;

test("a new key works at once: its secret is found by its look-up and opens under its own row only", async () => {
  const ctx = await developerCtx(await makeOrg());
  const { id, secret } = await createKey(ctx, await input());
  expect(parseSecret(secret)).toBe(secret);
  const digest = createHash("sha256").update(secret).digest();
  const { lookup } = lookupOf(digest);
  const row = await db.secret.findUniqueOrThrow({ where: { lookup }, select: { ...SEALED, keyId: true } });
  const aad = { orgId: ctx.org.id, keyId: id, secretId: row.id };
  expect(row.keyId).toBe(id);
  expect(open(masterKeyring(), row.sealedDigest, digestAad(aad))).toEqual(digest);
  expect(open(masterKeyring(), row.sealedSecret ?? Buffer.of(), secretAad(aad)).toString()).toBe(secret);
  const elsewhere = secretAad({ ...aad, keyId: newId("key") });
  expect(() => open(masterKeyring(), row.sealedSecret ?? Buffer.of(), elsewhere)).toThrow("opened");
});

test("the creation is in the audit log and the change log, and neither holds the secret", async () => {
  const ctx = await developerCtx(await makeOrg());
  const given = await input();
  const { id, secret } = await createKey(ctx, given);
  const audit = await auditOf(id);
  expect(audit).toEqual([
    expect.objectContaining({
      chain: ctx.org.id,
      actorId: ctx.actor.id,
      action: "key.created",
      after: expect.objectContaining({
        name: "Tiles",
        billingType: "paying",
        access: "write",
        products: given.products,
        expiresAt: null,
        isProtected: false,
      }),
      requestId: ctx.requestId,
    }),
  ]);
  expect(await changesOf(id)).toBe(1);
  expect(JSON.stringify(audit)).not.toContain(secret.slice(7, -4));
});

test("the answer is the ID and the secret, nothing else", async () => {
  const created = await createKey(await ownerCtx(await makeOrg()), await input());
  expect(Object.keys(created).sort()).toEqual(["id", "secret"]);
});

test("an organization that shows secrets once keeps nothing that could be opened", async () => {
  const org = await makeOrg();
  await db.org.update({ where: { id: org.id }, data: { showSecretsOnce: true }, select: { id: true } });
  const { id } = await createKey(await ownerCtx(org), await input());
  const row = await db.secret.findFirstOrThrow({ where: { keyId: id }, select: SEALED });
  expect(row.sealedSecret).toBeNull();
});

test("a viewer creates nothing", async () => {
  const org = await makeOrg();
  await expect(createKey(await viewerCtx(org), await input())).rejects.toMatchObject({ code: "forbidden" });
  expect(await db.key.count({ where: { orgId: org.id } })).toBe(0);
});

test("nothing stays behind when the audit row cannot be written", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const given = await input();
  const changes = await db.changeLog.count();
  await expect(whileAuditFails(() => createKey(ctx, given))).rejects.toThrow();
  expect(await db.key.count({ where: { orgId: org.id } })).toBe(0);
  expect(await db.secret.count({ where: { orgId: org.id } })).toBe(0);
  expect(await db.changeLog.count()).toBe(changes);
});

describe("what is refused, at its field, leaving nothing", () => {
  const cases = {
    products: { products: [{ productId: newId("product") }] },
    billingType: { billingType: "freemium" },
    "restrictions.domain.allow": { restrictions: { domain: { mode: "enforce", allow: ["*.co.uk"] } } },
    "limits.0.classId": { limits: [{ kind: "qps", classId: newId("endpointClass"), value: 1 }] },
    expiresAt: { expiresAt: NOW.toISOString() },
  } as const;
  test.each(Object.entries(cases))("%s", async (field, given) => {
    const org = await makeOrg({ type: "enterprise" });
    const attempt = createKey(await ownerCtx(org), await input(given));
    await expect(attempt).rejects.toMatchObject({
      code: "invalid_input",
      fields: { [field]: [expect.stringMatching(/^["A-Z].*\.$/)] },
    });
    expect(await db.key.count({ where: { orgId: org.id } })).toBe(0);
  });

  test("an expiry more than ten years ahead", async () => {
    const far = await input({ expiresAt: "2040-01-01T00:00:00Z" });
    await expect(createKey(await ownerCtx(await makeOrg()), far)).rejects.toMatchObject({
      fields: { expiresAt: [expect.stringContaining("10 years")] },
    });
  });
});

test("self-serve organizations have their own billing types", async () => {
  const ctx = await ownerCtx(await makeOrg({ type: "self_serve" }));
  await expect(createKey(ctx, await input())).rejects.toMatchObject({ code: "invalid_input" });
  expect(await createKey(ctx, await input({ billingType: "freemium" }))).toHaveProperty("secret");
});

test("the last free place is given once, even to two people at the same moment", async () => {
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  await db.$executeRaw`
    INSERT INTO key (id, org_id, name, billing_type, created_by_id)
    SELECT 'key_' || lpad(n::text, 22, '0'), ${org.id}, 'n', 'paying', 'x'
    FROM generate_series(1, ${KEYS_PER_ORG_MAX - 1}::int) n`;
  const given = await input();
  const results = await Promise.allSettled([createKey(ctx, given), createKey(ctx, given)]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(results.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "limit_reached" },
  });
  expect(await db.key.count({ where: { orgId: org.id } })).toBe(KEYS_PER_ORG_MAX);
});

test("nasty names come back byte for byte", async () => {
  const ctx = await ownerCtx(await makeOrg());
  for (const name of [
    "<img src=x onerror=alert(1)>",
    "'; DELETE FROM key; --",
    "\\u0000 %00 \\x00",
    "e\u0301 is not é",
    "👩‍👩‍👧‍👦 ﷽ Z̸̢a̴l̵g̶o̷",
    "عربي and עברית",
    "a\ufeffmark",
    "__proto__",
  ]) {
    const { id } = await createKey(ctx, await input({ name }));
    const stored = (await getKey(ctx, { keyId: id })).name;
    expect(Buffer.from(stored).equals(Buffer.from(name)), name).toBe(true);
  }
});

test("a key begins with everything a person said, limits of its own included", async () => {
  const org = await makeOrg();
  const ctx = await developerCtx(org);
  const product = await makeProduct({ defaultQps: 20 });
  const said = {
    access: "read",
    allowQueryKey: false,
    validFrom: "2026-12-01T00:00:00.000Z",
    expiresAt: "2026-12-31T00:00:00.000Z",
    note: "For the fleet.\nAsk Ada.",
    tags: ["fleet", "eu"],
    isProtected: true,
    rotateEveryDays: 90,
  };
  const limits = [
    { kind: "qps", classId: product.classId, value: 5 },
    { kind: "day", value: 1000 },
  ];
  const restrictions = { ip: { mode: "observe", allow: ["192.0.2.0/24"] } };
  const products = [{ productId: product.id, classIds: [product.classId] }];
  const { id } = await createKey(ctx, await input({ ...said, limits, restrictions, products }));
  const { queryKey, ...key } = await getKey(ctx, { keyId: id });
  expect(key).toMatchObject({ ...said, restrictions, version: 1 });
  expect(key.limits).toHaveLength(2);
  for (const limit of limits) expect(key.limits).toContainEqual(expect.objectContaining(limit));
  expect(key.products).toMatchObject([{ id: product.id, classIds: [product.classId] }]);
  expect(queryKey.isSet).toBe(false);
  expect((await auditOf(id))[0]?.after).toMatchObject({ ...said, restrictions, limits });
});

test("restrictions that are not spoken of are the organization's; those that are, replace them", async () => {
  const org = await makeOrg();
  const theirs = { domain: { mode: "enforce", allow: ["shop.example.com"] } };
  await db.org.update({
    where: { id: org.id },
    data: { defaultRestrictions: theirs },
    select: { id: true },
  });
  const ctx = await ownerCtx(org);
  const restrictionsOf = async (given: object) => {
    const { id } = await createKey(ctx, await input(given));
    return (await getKey(ctx, { keyId: id })).restrictions;
  };
  expect(await restrictionsOf({})).toMatchObject(theirs);
  expect(await restrictionsOf({ restrictions: {} })).toMatchObject({ domain: { mode: "off", allow: [] } });
});
