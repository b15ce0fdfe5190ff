import { createHash } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { Restrictions } from "@/lib/keys/restrictions-schema";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { ownerCtx } from "@/test/contexts";
import { makeKey, makeMember, makeOrg, makeProduct, type TestKey, type TestOrg } from "@/test/factories";
import { rotateFor, secretsOf } from "@/test/rotations";
import { auditOf, changesOf } from "@/test/traces";
import { pruneFindings } from "./prune";
import type { LeakPolicy } from "./schemas";
import { settleFindings } from "./settle";
import { takeIn } from "./take-in";

const HOUR_MS = 3_600_000;
const digestOf = (secret: string) => createHash("sha256").update(secret).digest("hex");
const report = (secret: string, url = "https://github.com/a/b", source = "github") =>
  takeIn(source, [{ digest: digestOf(secret), url, type: "content" }], NOW);
const responsesOf = async (keyId: string) =>
  (
    await db.leakFinding.findMany({ where: { keyId }, select: { response: true }, orderBy: { url: "asc" } })
  ).map(({ response }) => response);
const noticesOf = (subject: string) =>
  db.notice.findMany({ where: { subject, kind: "key.leak_found" }, select: { userId: true, data: true } });
const actionsOf = async (keyId: string) => (await auditOf(keyId)).map(({ action }) => action);

beforeEach(async () => {
  await db.leakFinding.deleteMany();
});

async function scene(leakResponse: LeakPolicy, over: object = {}): Promise<{ org: TestOrg; key: TestKey }> {
  const org = await makeOrg();
  await db.org.update({ where: { id: org.id }, data: { leakResponse, ...over }, select: { id: true } });
  const person = await makeMember(org, "developer");
  await makeMember(org, "owner");
  const product = await makeProduct({ defaultQps: 20 });
  return { org, key: await makeKey({ org, createdBy: person, products: [product] }) };
}

/** As counting does: calls of a key from an address, hours before now. */
async function calledFrom(key: TestKey, value: string, hoursAgo: number) {
  const hour = new Date(Math.floor(NOW.getTime() / HOUR_MS) * HOUR_MS - hoursAgo * HOUR_MS);
  const row = { dimension: "ip", value, requests: 9n, unsure: 0n };
  await db.usageTop.create({ data: { ...row, hour, orgId: key.orgId, keyId: key.id } });
}

async function ipRules(keyId: string) {
  const { restrictions } = await db.key.findUniqueOrThrow({
    where: { id: keyId },
    select: { restrictions: true },
  });
  return Restrictions.parse(restrictions).ip;
}

test("notify: the creator and every admin are told, the key is marked, webhooks hear of it, nothing else changes", async () => {
  const { org, key } = await scene("notify");
  await db.webhook.create({
    data: {
      id: newId("webhook"),
      orgId: org.id,
      url: "https://example.com/",
      name: "All",
      sealed: Buffer.of(1),
      createdById: "x",
    },
  });
  await report(key.plaintext);
  expect(await settleFindings(NOW)).toEqual({ known: 1, unknown: 0 });
  expect(await noticesOf(key.id)).toHaveLength(2);
  expect((await noticesOf(key.id))[0]?.data).toMatchObject({
    source: "github",
    host: "github.com",
    response: "notify",
  });
  expect(await responsesOf(key.id)).toEqual(["notify"]);
  expect(await auditOf(key.id)).toMatchObject([
    {
      actorId: "leak-intake",
      action: "key.leak_found",
      after: {
        source: "github",
        places: 1,
        response: "notify",
        secrets: [{ id: key.secretId, works: true }],
      },
    },
  ]);
  const marked = await db.key.findUniqueOrThrow({
    where: { id: key.id },
    select: { leakedAt: true, secrets: { select: { leakedAt: true } } },
  });
  expect(marked).toEqual({ leakedAt: NOW, secrets: [{ leakedAt: NOW }] });
  const events = await db.webhookEvent.findMany({ where: { orgId: org.id, type: "leak.found" } });
  expect(events).toMatchObject([{ payload: { keyId: key.id, source: "github", works: true } }]);
});

test("throttle: one query per second is left in each class, and what the customer lifts stays lifted", async () => {
  const { key } = await scene("throttle");
  await report(key.plaintext);
  await settleFindings(NOW);
  const limits = () =>
    db.limit.findMany({ where: { keyId: key.id }, select: { kind: true, value: true, source: true } });
  expect(await limits()).toEqual([{ kind: "qps", value: 1n, source: "customer" }]);
  expect(await changesOf(key.id)).toBeGreaterThan(0);
  await db.limit.deleteMany({ where: { keyId: key.id } });
  await report(key.plaintext, "https://gitlab.example/c", "other");
  await settleFindings(NOW);
  expect(await limits()).toEqual([]);
  expect(await responsesOf(key.id)).toEqual(["throttle", "notify"]);
  // One notice a day, however many places.
  expect(await noticesOf(key.id)).toHaveLength(2);
});

test("restrict: addresses from before the last day stay, a stranger's of today does not", async () => {
  const { key } = await scene("restrict");
  await calledFrom(key, "192.0.2.1", 48);
  await calledFrom(key, "2001:db8:1:2:3:4:5:6", 48);
  await calledFrom(key, "203.0.113.9", 2);
  await report(key.plaintext);
  await settleFindings(NOW);
  expect(await ipRules(key.id)).toMatchObject({
    mode: "enforce",
    allow: expect.arrayContaining(["192.0.2.1", "2001:db8:1:2::/64"]),
  });
  expect((await ipRules(key.id)).allow).toHaveLength(2);
  expect(await actionsOf(key.id)).toEqual(["key.restrictions_set", "key.leak_found"]);
});

test("restrict without a known address throttles, and says why", async () => {
  const { key } = await scene("restrict");
  await report(key.plaintext);
  await settleFindings(NOW);
  expect(await responsesOf(key.id)).toEqual(["throttle"]);
  expect((await noticesOf(key.id))[0]?.data).toMatchObject({ response: "throttle", instead: "no_addresses" });
  expect((await ipRules(key.id)).mode).toBe("off");
});

test("rotate: the secret that was found ends in an hour, and a new one is kept to be copied", async () => {
  const { key } = await scene("rotate");
  await report(key.plaintext);
  await settleFindings(NOW);
  const endsAt = new Date(NOW.getTime() + HOUR_MS);
  expect(await secretsOf(key)).toEqual([
    expect.objectContaining({ id: key.secretId, status: "retiring", retiresAt: endsAt }),
    expect.objectContaining({ status: "current", isKept: true }),
  ]);
  expect((await noticesOf(key.id))[0]?.data).toMatchObject({ endsAt: endsAt.toISOString() });
});

test("rotate, while the secret that was found is being replaced already: it ends within the hour, never later", async () => {
  for (const [hours, left] of [
    [24, 1],
    [0.5, 0.5],
  ] as const) {
    const { org, key } = await scene("rotate");
    await rotateFor(await ownerCtx(org), key, { hours });
    await report(key.plaintext);
    await settleFindings(NOW);
    expect((await secretsOf(key))[0]?.retiresAt).toEqual(new Date(NOW.getTime() + left * HOUR_MS));
    expect(await responsesOf(key.id)).toEqual(["rotate"]);
  }
});

test("rotate is not done under whoever is moving already, nor where nobody could fetch the new secret", async () => {
  const moving = await scene("rotate");
  const { secret } = await rotateFor(await ownerCtx(moving.org), moving.key, { hours: 24 });
  await report(secret);
  const once = await scene("rotate", { showSecretsOnce: true });
  await report(once.key.plaintext);
  await settleFindings(NOW);
  expect([await responsesOf(moving.key.id), await responsesOf(once.key.id)]).toEqual([
    ["throttle"],
    ["throttle"],
  ]);
  expect(await secretsOf(moving.key)).toHaveLength(2);
  expect(await secretsOf(once.key)).toHaveLength(1);
});

test("a secret that has ended, or of a key in the trash, bothers nobody and changes nothing that works", async () => {
  const { org } = await scene("rotate");
  const keys = await Promise.all([makeKey({ org, state: "retired" }), makeKey({ org, state: "deleted" })]);
  for (const key of keys) await report(key.plaintext);
  expect(await settleFindings(NOW)).toEqual({ known: 2, unknown: 0 });
  for (const key of keys) {
    expect(await responsesOf(key.id)).toEqual(["none"]);
    expect(await noticesOf(key.id)).toEqual([]);
    expect(await actionsOf(key.id)).toEqual(["key.leak_found"]);
  }
});

test("many processes at once do it once", async () => {
  const { key } = await scene("rotate");
  await report(key.plaintext);
  await Promise.all([1, 2, 3, 4].map(() => settleFindings(NOW)));
  await settleFindings(NOW);
  expect(await secretsOf(key)).toHaveLength(2);
  expect(await actionsOf(key.id)).toEqual(["key.rotated", "key.leak_found"]);
});

test("nothing happens when the audit log cannot be written, and it comes again; other keys are not held up", async () => {
  const { key } = await scene("throttle");
  await report(key.plaintext);
  await expect(whileAuditFails(() => settleFindings(NOW))).rejects.toThrow(AggregateError);
  expect(await db.limit.count({ where: { keyId: key.id } })).toBe(0);
  expect(await responsesOf(key.id)).toEqual([]);
  const later = new Date(NOW.getTime() + 60_000);
  expect(await settleFindings(NOW)).toEqual({ known: 0, unknown: 0 });
  expect(await settleFindings(later)).toEqual({ known: 1, unknown: 0 });
  expect(await responsesOf(key.id)).toEqual(["throttle"]);
});

test("findings of nobody's secrets are forgotten after 30 days, those of keys as long as there is the key", async () => {
  const { key } = await scene("notify");
  await report(key.plaintext);
  await report("kw_nobody");
  await settleFindings(NOW);
  const days = (count: number) => new Date(NOW.getTime() + count * 24 * HOUR_MS);
  expect(await pruneFindings(days(29))).toBe(0);
  expect(await pruneFindings(days(31))).toBe(1);
  expect(await db.leakFinding.count()).toBe(1);
});
