import { beforeAll, beforeEach, expect, test } from "vitest";
import { faultOf } from "@/examples/verify-webhook/verify.mjs";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import type { MemberContext } from "@/lib/orgs/context";
import { NOW } from "@/test/clock";
import { ownerCtx } from "@/test/contexts";
import { makeOrg, type TestOrg } from "@/test/factories";
import { auditOf, outcomeOf } from "@/test/people";
import { makeReceiver, type Received, type Receiver } from "@/test/receiver";
import { deliveriesOf, eventsOf, makeWebhook } from "@/test/webhooks";
import { attempt } from "./attempt";
import { TRIES_MAX } from "./backoff";
import { deliverDue, LEASE_MS } from "./deliver-due";
import { disableWebhook } from "./disable";
import { emitEvent } from "./emit-event";
import { enableWebhook } from "./enable";
import { EVENT_TYPES } from "./event-types";
import { pruneEvents } from "./prune";
import { redeliver } from "./redeliver";
import { resendFailed } from "./resend-failed";
import { rotateWebhookSecret } from "./rotate-secret";
import { sendTest } from "./send-test";
import { settle } from "./settle";

const HOUR = 3_600_000;
const at = (ms: number) => new Date(NOW.getTime() + ms);

let org: TestOrg;
let ctx: MemberContext;
let receiver: Receiver;

beforeAll(async () => {
  org = await makeOrg();
  ctx = await ownerCtx(org);
  receiver = await makeReceiver();
});

beforeEach(async () => {
  await db.webhook.deleteMany({ where: { orgId: org.id } });
  receiver.received.length = 0;
  receiver.answer = 204;
});

const happen = (when = NOW, times = 1) =>
  withTransaction(async (tx) => {
    const payload = EVENT_TYPES["alert.raised"].example;
    for (let i = 0; i < times; i += 1) {
      await emitEvent(tx, { orgId: org.id, type: "alert.raised", at: when, payload });
    }
  });
const deliver = async (when: Date) =>
  (await deliverDue("healthy", () => when)) + (await deliverDue("failing", () => when));
const faultIn = (got: Received | undefined, secret: string, when = NOW) =>
  faultOf(secret, got?.headers ?? {}, got?.body ?? "", when.getTime());

test("what happened arrives, signed so that a receiver believes it, and once", async () => {
  const webhook = await makeWebhook(org, { url: receiver.url });
  await happen();
  expect(await deliver(NOW)).toBe(1);
  expect(await deliver(at(HOUR))).toBe(0);
  const [got] = receiver.received;
  expect(receiver.received).toHaveLength(1);
  expect(faultIn(got, webhook.secret)).toBeNull();
  expect(JSON.parse(got?.body ?? "")).toEqual({
    type: "alert.raised",
    timestamp: NOW.toISOString(),
    data: EVENT_TYPES["alert.raised"].example,
  });
  expect(await deliveriesOf(webhook)).toMatchObject([
    {
      attempts: 1,
      arrivedAt: NOW,
      dueAt: null,
      eventId: got?.headers["webhook-id"],
      tries: [{ at: NOW, status: 204, error: null }],
    },
  ]);
});

test("what fails is tried again under the same ID after a pause, and heals the webhook when it arrives", async () => {
  const webhook = await makeWebhook(org, { url: receiver.url });
  receiver.answer = 500;
  await happen();
  await deliver(NOW);
  expect(await deliver(at(3_000))).toBe(0);
  const failed = { at: NOW, status: 500, error: "It answered 500." };
  expect((await deliveriesOf(webhook))[0]).toMatchObject({ tries: [failed] });
  const stored = () => db.webhook.findUniqueOrThrow({ where: { id: webhook.id } });
  expect((await stored()).failingSince).toEqual(NOW);
  receiver.answer = 200;
  expect(await deliver(at(6_000))).toBe(1);
  expect((await stored()).failingSince).toBeNull();
  const arrived = { at: at(6_000), status: 200, error: null };
  expect((await deliveriesOf(webhook))[0]).toMatchObject({ tries: [failed, arrived] });
  expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  expect(faultIn(receiver.received[1], webhook.secret, at(6_000))).toBeNull();
});

test("a receiver that never answers well is tried for days, given up, and disabled with word to the admins", async () => {
  const webhook = await makeWebhook(org, { url: receiver.url, failingSince: at(-5 * 24 * HOUR) });
  receiver.answer = 503;
  await happen();
  let now = NOW;
  for (let tries = 1; tries <= TRIES_MAX; tries += 1) {
    expect(await deliver(now)).toBe(1);
    const [sent] = await deliveriesOf(webhook);
    expect(sent?.attempts).toBe(tries);
    expect(sent?.tries).toHaveLength(tries);
    now = sent?.dueAt ?? now;
  }
  expect(now.getTime() - NOW.getTime()).toBeGreaterThan(2.5 * 24 * HOUR);
  expect((await deliveriesOf(webhook))[0]).toMatchObject({ dueAt: null, givenUpAt: now });
  const { disabledAt, disabledReason } = await db.webhook.findUniqueOrThrow({ where: { id: webhook.id } });
  expect([disabledAt, disabledReason]).toEqual([now, "Nothing has arrived for 5 days."]);
  expect(await auditOf(webhook.id)).toEqual(["webhook.disabled"]);
  const told = await db.notice.findMany({ where: { subject: webhook.id } });
  expect(told.map(({ userId, kind }) => [userId, kind])).toEqual([[ctx.actor.id, "webhook.disabled"]]);
});

test("a receiver that answers 410 is disabled at once; one that has failed for less than days is not", async () => {
  const gone = await makeWebhook(org, { url: receiver.url });
  receiver.answer = 410;
  await happen();
  await deliver(NOW);
  expect((await db.webhook.findUniqueOrThrow({ where: { id: gone.id } })).disabledAt).toEqual(NOW);
  expect((await deliveriesOf(gone))[0]).toMatchObject({ givenUpAt: NOW, attempts: 1 });
});

test("two processes never send the same delivery, and one that dies is made up for after its lease", async () => {
  const webhook = await makeWebhook(org, { url: receiver.url });
  await happen(NOW, 6);
  const [first, second] = await Promise.all([deliver(NOW), deliver(NOW)]);
  expect(first + second).toBe(6);
  expect(receiver.received).toHaveLength(6);
  await happen();
  // As a process that was killed between taking and sending leaves it.
  await db.webhookDelivery.updateMany({
    where: { webhookId: webhook.id, dueAt: NOW },
    data: { dueAt: at(LEASE_MS), attempts: 1 },
  });
  expect(await deliver(at(LEASE_MS - 1))).toBe(0);
  expect(await deliver(at(LEASE_MS))).toBe(1);
  expect((await deliveriesOf(webhook)).every(({ arrivedAt }) => arrivedAt !== null)).toBe(true);
});

test("a process that comes back after its lease does not undo what the next one did", async () => {
  const webhook = await makeWebhook(org, { url: receiver.url });
  await happen();
  const [sent] = await deliveriesOf(webhook);
  const stale = {
    id: sent?.id ?? "",
    webhookId: webhook.id,
    eventId: sent?.eventId ?? "",
    attempts: 1,
    leasedUntil: at(-1),
  };
  await deliver(NOW);
  const outcome = {
    kind: "failed",
    status: 500,
    error: "It answered 500.",
    ms: 1,
    retryAfterMs: null,
  } as const;
  await settle({ claimed: stale, outcome, at: at(1) }, 0);
  expect((await deliveriesOf(webhook))[0]).toMatchObject({
    arrivedAt: NOW,
    dueAt: null,
    tries: [{ status: 204 }, { status: 500 }],
  });
  await db.webhook.delete({ where: { id: webhook.id }, select: { id: true } });
  await settle({ claimed: stale, outcome, at: at(2) }, 0);
});

test("one webhook with much to tell does not keep another waiting", async () => {
  const busy = await makeWebhook(org, { url: receiver.url, events: ["alert.raised"] });
  await happen(at(-1_000), 20);
  const other = await makeWebhook(org, { url: receiver.url });
  await happen();
  await deliver(NOW);
  expect((await deliveriesOf(other)).map(({ arrivedAt }) => arrivedAt)).toEqual([NOW]);
  const arrived = (await deliveriesOf(busy)).filter(({ arrivedAt }) => arrivedAt !== null);
  expect(arrived.length).toBeLessThan(21);
});

test("during an overlap both secrets sign, afterwards the new one alone", async () => {
  const webhook = await makeWebhook(org, { url: receiver.url });
  const { secret } = await rotateWebhookSecret(ctx, { webhookId: webhook.id, overlapHours: 1 });
  const send = async (when: Date) => {
    await happen(when);
    await deliver(when);
    return receiver.received.at(-1);
  };
  const during = await send(at(HOUR - 1));
  expect(faultIn(during, secret, at(HOUR))).toBeNull();
  expect(faultIn(during, webhook.secret, at(HOUR))).toBeNull();
  const after = await send(at(HOUR));
  expect(faultIn(after, secret, at(HOUR))).toBeNull();
  expect(faultIn(after, webhook.secret, at(HOUR))).toBe("wrong_signature");
  await pruneEvents(at(HOUR));
  const kept = await db.webhook.findUniqueOrThrow({
    where: { id: webhook.id },
    select: { sealedRetiring: true },
  });
  expect(kept.sealedRetiring).toBeNull();
});

test("a sealed secret of one webhook signs for no other", async () => {
  const [mine, other] = [await makeWebhook(org, { url: receiver.url }), await makeWebhook(await makeOrg())];
  const { sealed } = await db.webhook.findUniqueOrThrow({
    where: { id: other.id },
    select: { sealed: true },
  });
  await db.webhook.update({ where: { id: mine.id }, data: { sealed }, select: { id: true } });
  await happen();
  const [sent] = await deliveriesOf(mine);
  const claimed = {
    id: sent?.id ?? "",
    webhookId: mine.id,
    eventId: sent?.eventId ?? "",
    attempts: 1,
    leasedUntil: NOW,
  };
  await expect(attempt(claimed, NOW)).rejects.toThrow("could not be opened");
  expect(receiver.received).toEqual([]);
});

test("a test says at once how it went, reaches only its webhook, and is tried once", async () => {
  const webhook = await makeWebhook(org, { url: receiver.url, events: ["key.deleted"], format: "slack" });
  const other = await makeWebhook(org, { url: receiver.url });
  expect(await sendTest(ctx, { webhookId: webhook.id })).toMatchObject({ arrived: true, status: 204 });
  expect(JSON.parse(receiver.received[0]?.body ?? "")).toEqual({
    text: `Test of the webhook “Receiver” of ${org.name}.`,
  });
  receiver.answer = 500;
  expect(await sendTest(ctx, { webhookId: webhook.id })).toMatchObject({ arrived: false, status: 500 });
  expect(await deliver(at(24 * HOUR))).toBe(0);
  expect(await deliveriesOf(other)).toEqual([]);
  for (let i = 0; i < 8; i += 1) await sendTest(ctx, { webhookId: webhook.id });
  expect(await outcomeOf(sendTest(ctx, { webhookId: webhook.id }))).toBe("too_many_attempts");
});

test("while it is disabled nothing is sent; afterwards what did not arrive can be sent again, all or one by one", async () => {
  const webhook = await makeWebhook(org, { url: receiver.url });
  const ref = { webhookId: webhook.id };
  await happen();
  await happen();
  await disableWebhook(ctx, ref);
  await happen();
  expect(await deliver(at(HOUR))).toBe(0);
  const [first, second] = await deliveriesOf(webhook);
  expect([first?.givenUpAt, second?.givenUpAt]).toEqual([NOW, NOW]);
  expect([first?.givenUpReason, first?.tries]).toEqual(["The webhook was disabled.", []]);
  expect(await outcomeOf(sendTest(ctx, ref))).toBe("conflict");
  expect(await outcomeOf(resendFailed(ctx, ref))).toBe("conflict");
  expect(await outcomeOf(redeliver(ctx, { deliveryId: first?.id ?? "" }))).toBe("conflict");
  expect(await outcomeOf(disableWebhook(ctx, ref))).toBe("conflict");
  await enableWebhook(ctx, ref);
  expect(await redeliver(ctx, { deliveryId: first?.id ?? "" })).toMatchObject({ arrived: true });
  expect(await resendFailed(ctx, ref)).toEqual({ count: 1 });
  expect(await deliver(NOW)).toBe(1);
  expect(await resendFailed(ctx, ref)).toEqual({ count: 0 });
  expect(receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual([
    first?.eventId,
    second?.eventId,
  ]);
});

test("events are forgotten after 30 days with what became of them", async () => {
  const webhook = await makeWebhook(org, { url: receiver.url });
  await happen();
  await happen(at(HOUR));
  expect(await pruneEvents(at(30 * 24 * HOUR + 1))).toBeGreaterThan(0);
  expect(await deliveriesOf(webhook)).toHaveLength(1);
  expect((await eventsOf(org)).every((event) => event.at > NOW)).toBe(true);
});
