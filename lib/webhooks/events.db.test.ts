import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { generateSecret } from "@/lib/edge/secret-format";
import { createKey } from "@/lib/keys/create";
import { CreateKeyInput } from "@/lib/keys/create-schema";
import { disableKey, disableKeyAsStaff } from "@/lib/keys/disable";
import { DisableKeyInput } from "@/lib/keys/life-schemas";
import { purgeDeletedKeys } from "@/lib/keys/purge";
import { remindOfEnds } from "@/lib/keys/remind-of-ends";
import type { MemberContext } from "@/lib/orgs/context";
import { approveQpsRequest } from "@/lib/qps/approve";
import { submitQpsRequest } from "@/lib/qps/submit";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { ownerCtx, staffCtx } from "@/test/contexts";
import { makeKey, makeMember, makeOrg, makeProduct, type TestOrg } from "@/test/factories";
import { KEY_DEEDS } from "@/test/key-deeds";
import { grantOf, qpsScene, wishFor } from "@/test/qps";
import { rotateFor } from "@/test/rotations";
import { deliveriesOf, eventsOf, makeWebhook } from "@/test/webhooks";
import { emitEvent } from "./emit-event";
import { EVENT_TYPES, eventTypeOf } from "./event-types";

let org: TestOrg;
let ctx: MemberContext;

beforeAll(async () => {
  org = await makeOrg();
  ctx = await ownerCtx(org);
});

/** What is told while `deed` is done, all of it well-formed. */
async function toldBy(deed: () => Promise<unknown>, of: TestOrg = org) {
  const before = new Set((await eventsOf(of)).map(({ id }) => id));
  await deed();
  const told = (await eventsOf(of)).filter(({ id }) => !before.has(id));
  for (const { type, payload } of told) {
    expect(eventTypeOf(type)?.data.strict().safeParse(payload).error, type).toBeUndefined();
  }
  return told;
}

test("where nobody listens, nothing is written", async () => {
  const quiet = await makeOrg();
  const owner = await ownerCtx(quiet);
  const key = await makeKey({ org: quiet });
  await makeWebhook(quiet, { disabledAt: NOW });
  await makeWebhook(quiet, { events: ["key.deleted"] });
  expect(await toldBy(() => KEY_DEEDS.disable(owner, key), quiet)).toEqual([]);
});

test("every step in a key's life is told once, with the key's name, who did it and why", async () => {
  const webhook = await makeWebhook(org);
  const by = { type: "user", id: ctx.actor.id, name: ctx.actor.name };
  const { id: productId } = await makeProduct();
  const wish = CreateKeyInput.parse({ name: "Shop", products: [{ productId }], billingType: "paying" });
  const created = await toldBy(() => createKey(ctx, wish));
  expect(created).toMatchObject([{ type: "key.created", payload: { keyName: "Shop", by, expiresAt: null } }]);

  const key = await makeKey({ org, name: "Maps" });
  const typesOf = async (deed: () => Promise<unknown>) => (await toldBy(deed)).map(({ type }) => type);
  expect(
    await toldBy(() => disableKey(ctx, DisableKeyInput.parse({ keyId: key.id, reason: "Too loud." }))),
  ).toMatchObject([
    { type: "key.disabled", payload: { keyId: key.id, keyName: "Maps", by, reason: "Too loud." } },
  ]);
  expect(await typesOf(() => KEY_DEEDS.enable(ctx, key))).toEqual(["key.enabled"]);
  expect(await toldBy(() => KEY_DEEDS.rename(ctx, key))).toMatchObject([
    { type: "key.edited", payload: { changed: ["name"] } },
  ]);
  const [rotated] = await toldBy(() => rotateFor(ctx, key));
  expect(rotated).toMatchObject({ type: "key.rotated", payload: { oldSecretEndsAt: expect.any(String) } });
  expect(await typesOf(() => KEY_DEEDS.finish(ctx, key))).toContain("key.rotation_finished");
  expect(await typesOf(() => KEY_DEEDS.delete(ctx, key))).toEqual(["key.deleted"]);
  expect(await typesOf(() => KEY_DEEDS.restore(ctx, key))).toEqual(["key.restored"]);
  await KEY_DEEDS.delete(ctx, key);
  const later = new Date(NOW.getTime() + 31 * 86_400_000);
  expect(await toldBy(() => purgeDeletedKeys(later))).toMatchObject([
    { type: "key.purged", payload: { keyId: key.id, by: { type: "system", id: null, name: null } } },
  ]);
  const sent = await deliveriesOf(webhook);
  expect(sent).toHaveLength((await eventsOf(org)).length);
  expect(new Set(sent.map(({ eventId }) => eventId)).size).toBe(sent.length);
});

test("the provider's staff act without their names", async () => {
  const key = await makeKey({ org });
  const staff = await staffCtx();
  const told = await toldBy(() => disableKeyAsStaff(staff, { keyId: key.id, reason: "Abuse." }));
  expect(told).toMatchObject([
    { type: "key.disabled", payload: { by: { type: "staff", id: null, name: null }, reason: "Abuse." } },
  ]);
  expect(JSON.stringify(told)).not.toContain(staff.actor.name);
});

test("a QPS request is told when it is sent and when it is granted, with what was granted", async () => {
  const scene = await qpsScene({ org });
  const [submitted] = await toldBy(() => submitQpsRequest(ctx, wishFor(scene)));
  expect(submitted).toMatchObject({
    type: "qps_request.submitted",
    payload: { keyId: scene.key.id, keyName: scene.key.name, wantedQps: 25 },
  });
  const { requestId } = EVENT_TYPES["qps_request.submitted"].data.parse(submitted?.payload);
  const staff = await staffCtx();
  const told = await toldBy(() => approveQpsRequest(staff, grantOf(requestId)));
  expect(told.map(({ type }) => type).sort()).toEqual(["key.limit_granted", "qps_request.approved"]);
  expect(told.find(({ type }) => type === "qps_request.approved")).toMatchObject({
    payload: { requestId, qps: 25, until: null, by: { type: "staff" } },
  });
});

test("a reminder is told once for all people, whatever they chose to hear of", async () => {
  const key = await makeKey({ org });
  await makeMember(org, "admin");
  await db.key.update({
    where: { id: key.id },
    data: { expiresAt: new Date(NOW.getTime() + 12 * 3_600_000), createdAt: new Date(0) },
    select: { id: true },
  });
  const told = await toldBy(async () => {
    await remindOfEnds(NOW);
    await db.notice.deleteMany({ where: { subject: key.id } });
    await remindOfEnds(NOW);
  });
  expect(told).toMatchObject([{ type: "key.expires_soon", payload: { keyId: key.id, keyName: key.name } }]);
});

test("what is rolled back was never told, and an event named once is told once however often it is emitted", async () => {
  const key = await makeKey({ org });
  const failed = () => whileAuditFails(() => KEY_DEEDS.disable(ctx, key).catch(() => undefined));
  expect(await toldBy(failed)).toEqual([]);
  const emit = (name: string) =>
    withTransaction((tx) =>
      emitEvent(tx, {
        orgId: org.id,
        type: "alert.raised",
        at: NOW,
        payload: EVENT_TYPES["alert.raised"].example,
        once: name,
      }),
    );
  const told = await toldBy(() => Promise.all([emit("a"), emit("a"), emit("b"), emit("a")]));
  expect(told).toHaveLength(2);
});

test("a webhook gets what it chose and nothing else; a secret in a text and a field too many go no further", async () => {
  const chosen = await makeWebhook(org, { events: ["leak.found"] });
  const secret = generateSecret();
  const payload = { ...EVENT_TYPES["leak.found"].example, url: `https://paste.example/${secret}`, more: 1 };
  const told = await toldBy(() =>
    withTransaction(async (tx) => {
      await emitEvent(tx, { orgId: org.id, type: "leak.found", at: NOW, payload });
      await emitEvent(tx, {
        orgId: org.id,
        type: "alert.ended",
        at: NOW,
        payload: EVENT_TYPES["alert.ended"].example,
      });
    }),
  );
  expect(told.map(({ type }) => type).sort()).toEqual(["alert.ended", "leak.found"]);
  expect(JSON.stringify(told)).not.toContain(secret);
  expect(JSON.stringify(told)).not.toContain("more");
  expect(await deliveriesOf(chosen)).toHaveLength(1);
});
