import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import type { MemberContext } from "@/lib/orgs/context";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { adminCtx, developerCtx, ownerCtx } from "@/test/contexts";
import { makeKey, makeOrg, type TestOrg } from "@/test/factories";
import { KEY_DEEDS } from "@/test/key-deeds";
import { outcomeOf } from "@/test/people";
import { auditOf } from "@/test/traces";
import { deliveriesOf, makeWebhook } from "@/test/webhooks";
import { createWebhook } from "./create";
import { disableWebhook } from "./disable";
import { editWebhook } from "./edit";
import { emitEvent } from "./emit-event";
import { enableWebhook } from "./enable";
import { EVENT_TYPES } from "./event-types";
import { getDeliveryBody } from "./get-delivery-body";
import { getWebhook, listWebhooks } from "./list";
import { listDeliveries } from "./list-deliveries";
import { redeliver } from "./redeliver";
import { removeWebhook } from "./remove";
import { resendFailed } from "./resend-failed";
import { rotateWebhookSecret } from "./rotate-secret";
import { DELIVERIES_PAGE_SIZE, WEBHOOKS_MAX, WebhookFields } from "./schemas";
import { sendTest } from "./send-test";

let org: TestOrg;
let ctx: MemberContext;

beforeAll(async () => {
  org = await makeOrg();
  ctx = await adminCtx(org);
});

const input = (over: object = {}) =>
  WebhookFields.parse({
    name: "On-call",
    url: "https://93.184.215.14/hook?token=abc",
    events: [],
    format: "standard",
    ...over,
  });

const alert = () =>
  withTransaction((tx) =>
    emitEvent(tx, {
      orgId: org.id,
      type: "alert.raised",
      at: NOW,
      payload: EVENT_TYPES["alert.raised"].example,
    }),
  );

test("a webhook is made with a secret that is told once, and neither secret nor URL is in the audit log", async () => {
  const { id, secret } = await createWebhook(ctx, input());
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const listed = await listWebhooks(ctx);
  expect(listed).toMatchObject([{ id, name: "On-call", status: "active", createdBy: ctx.actor.name }]);
  expect(JSON.stringify(listed)).not.toContain(secret);
  const rows = await auditOf(id);
  expect(rows).toMatchObject([{ action: "webhook.created", after: { host: "93.184.215.14" } }]);
  expect(JSON.stringify(rows)).not.toMatch(/token=abc|whsec_/);
});

test("editing takes the version that was seen, and says in the audit log what became different", async () => {
  const { id: webhookId } = await createWebhook(ctx, input());
  const fields = input({ name: "Night watch", events: ["key.deleted", "alert.raised"], format: "slack" });
  expect(await editWebhook(ctx, { ...fields, webhookId, version: 1 })).toEqual({ version: 2 });
  expect(await outcomeOf(editWebhook(ctx, { ...fields, webhookId, version: 1 }))).toBe("version_mismatch");
  expect(await getWebhook(ctx, { webhookId })).toMatchObject({
    name: "Night watch",
    events: ["key.deleted", "alert.raised"],
    format: "slack",
  });
  expect((await auditOf(webhookId)).at(-1)).toMatchObject({
    before: { name: "On-call", events: [] },
    after: { name: "Night watch", format: "slack" },
  });
});

test("nothing may be sent into private networks, whoever asks and however", async () => {
  const { id: webhookId } = await createWebhook(ctx, input());
  for (const url of ["https://169.254.169.254/", "https://10.0.0.1/", "https://[fd00::1]/"]) {
    expect(await outcomeOf(createWebhook(ctx, input({ url })))).toBe("invalid_input");
    expect(await outcomeOf(editWebhook(ctx, { ...input({ url }), webhookId, version: 1 }))).toBe(
      "invalid_input",
    );
  }
});

test("an organization has so many webhooks at most, however many are made at once", async () => {
  const crowded = await ownerCtx(await makeOrg());
  for (let i = 0; i < WEBHOOKS_MAX - 2; i += 1) await makeWebhook(crowded.org);
  const tries = await Promise.all(
    Array.from({ length: 4 }, () => outcomeOf(createWebhook(crowded, input()))),
  );
  expect(tries.sort()).toEqual(["limit_reached", "limit_reached", "ok", "ok"]);
});

test("removing takes the log and what waits along", async () => {
  const { id: webhookId } = await createWebhook(ctx, input());
  await alert();
  expect(await deliveriesOf({ id: webhookId })).toHaveLength(1);
  await removeWebhook(ctx, { webhookId });
  expect(await deliveriesOf({ id: webhookId })).toEqual([]);
  expect(await outcomeOf(removeWebhook(ctx, { webhookId }))).toBe("not_found");
  expect((await auditOf(webhookId)).map(({ action }) => action)).toEqual([
    "webhook.created",
    "webhook.removed",
  ]);
});

test("removing a webhook while it is told of something never deadlocks and never fails the one who tells", async () => {
  const { id: webhookId } = await createWebhook(ctx, input());
  const keys = [await makeKey({ org }), await makeKey({ org })];
  const telling = () => keys.flatMap((key) => [outcomeOf(KEY_DEEDS.rename(ctx, key)), outcomeOf(alert())]);
  const done = await Promise.all([...telling(), outcomeOf(removeWebhook(ctx, { webhookId })), ...telling()]);
  expect(new Set(done)).toEqual(new Set(["ok"]));
});

test("the log is paged without gaps, narrowed by what became of a delivery, and shows what was sent", async () => {
  const own = await ownerCtx(await makeOrg());
  const { id: webhookId } = await makeWebhook(own.org);
  await withTransaction(async (tx) => {
    const payload = EVENT_TYPES["alert.raised"].example;
    for (let i = 0; i < DELIVERIES_PAGE_SIZE + 3; i += 1) {
      const at = new Date(NOW.getTime() - (i >> 1));
      await emitEvent(tx, { orgId: own.org.id, type: "alert.raised", at, payload });
    }
  });
  const first = await listDeliveries(own, { webhookId });
  const second = await listDeliveries(own, { webhookId, before: first.next ?? "" });
  expect([first.items.length, second.items.length, second.next]).toEqual([DELIVERIES_PAGE_SIZE, 3, null]);
  const ids = [...first.items, ...second.items].map(({ id }) => id);
  expect(new Set(ids).size).toBe(DELIVERIES_PAGE_SIZE + 3);
  expect(first.items[0]).toMatchObject({ state: "waiting", type: "alert.raised", tries: [] });
  expect((await listDeliveries(own, { webhookId, state: "arrived" })).items).toEqual([]);
  const { body } = await getDeliveryBody(own, { deliveryId: ids[0] ?? "" });
  expect(JSON.parse(body)).toMatchObject({ type: "alert.raised" });
});

test("only admins and owners; another organization's webhook is not found, and nothing happens to it", async () => {
  const { id: webhookId } = await makeWebhook(org);
  await alert();
  const [sent] = await deliveriesOf({ id: webhookId });
  const deliveryId = sent?.id ?? "";
  const verbs = (who: MemberContext) => [
    () => editWebhook(who, { ...input(), webhookId, version: 1 }),
    () => rotateWebhookSecret(who, { webhookId, overlapHours: 0 }),
    () => disableWebhook(who, { webhookId }),
    () => enableWebhook(who, { webhookId }),
    () => sendTest(who, { webhookId }),
    () => resendFailed(who, { webhookId }),
    () => removeWebhook(who, { webhookId }),
    () => redeliver(who, { deliveryId }),
    () => getDeliveryBody(who, { deliveryId }),
    () => getWebhook(who, { webhookId }),
    () => listDeliveries(who, { webhookId }),
  ];
  const [developer, stranger] = [await developerCtx(org), await ownerCtx(await makeOrg())];
  for (const verb of verbs(developer)) expect(await outcomeOf(verb())).toBe("forbidden");
  expect(await outcomeOf(createWebhook(developer, input()))).toBe("forbidden");
  expect(await outcomeOf(listWebhooks(developer))).toBe("forbidden");
  for (const verb of verbs(stranger)) expect(await outcomeOf(verb())).toBe("not_found");
  expect(await auditOf(webhookId)).toEqual([]);
  expect(await db.webhook.count({ where: { id: webhookId, version: 1 } })).toBe(1);
});

test("without the audit row nothing is made, changed, removed or sent", async () => {
  const { id: webhookId } = await makeWebhook(org);
  const stored = () =>
    db.webhook.findMany({ where: { orgId: org.id }, orderBy: { id: "asc" } }).then((rows) => rows);
  const before = await stored();
  await whileAuditFails(async () => {
    for (const verb of [
      () => createWebhook(ctx, input()),
      () => editWebhook(ctx, { ...input(), webhookId, version: 1 }),
      () => rotateWebhookSecret(ctx, { webhookId, overlapHours: 1 }),
      () => disableWebhook(ctx, { webhookId }),
      () => sendTest(ctx, { webhookId }),
      () => removeWebhook(ctx, { webhookId }),
    ]) {
      await expect(verb()).rejects.toThrow();
    }
  });
  expect(await stored()).toEqual(before);
});
