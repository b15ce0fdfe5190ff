import { expect, test } from "vitest";
import { faultOf } from "@/examples/verify-webhook/verify.mjs";
import { withTransaction } from "@/lib/db/transaction";
import { deliverDue } from "@/lib/webhooks/deliver-due";
import { emitEvent } from "@/lib/webhooks/emit-event";
import { EVENT_TYPES } from "@/lib/webhooks/event-types";
import { NOW } from "@/test/clock";
import { adminCtx } from "@/test/contexts";
import { makeOrg } from "@/test/factories";
import { program } from "@/test/management";
import { makeReceiver } from "@/test/receiver";

type Webhook = { id: string; secret: string; version: number };

/** An organization whose program has made a webhook that leads to a receiver on this machine. */
async function scene() {
  const org = await makeOrg();
  const { ask } = await program(await adminCtx(org));
  const receiver = await makeReceiver();
  const body = { name: "On-call", url: receiver.url, events: ["alert.raised"] };
  const made = await ask("POST", "/webhooks", { body });
  const webhook = made.body as Webhook;
  const happen = (times = 1) =>
    withTransaction(async (tx) => {
      const payload = EVENT_TYPES["alert.raised"].example;
      for (let i = 0; i < times; i += 1)
        await emitEvent(tx, { orgId: org.id, type: "alert.raised", at: NOW, payload });
    });
  return { org, ask, receiver, made, webhook, happen, path: `/webhooks/${webhook.id}` };
}

test("a webhook that a program makes is told, tested, sent to again and given another secret, all over the API", async () => {
  const { ask, receiver, made, webhook, happen, path } = await scene();
  expect(made).toMatchObject({ status: 201, body: { status: "active", format: "standard" } });
  expect(made.headers.get("location")).toBe(`/api/v1${path}`);
  expect(made.headers.get("etag")).toBe('"1"');

  await happen();
  receiver.answer = 503;
  await deliverDue("healthy", () => NOW);
  const [got] = receiver.received;
  expect(faultOf(webhook.secret, got?.headers ?? {}, got?.body ?? "", NOW.getTime())).toBeNull();
  const waiting = (await ask("GET", `${path}/deliveries?state=waiting`)).body.data as { id: string }[];
  expect(waiting).toMatchObject([
    { type: "alert.raised", state: "waiting", tries: [{ status: 503, error: "It answered 503." }] },
  ]);
  expect((await ask("GET", path)).body).toMatchObject({ status: "failing" });

  receiver.answer = 204;
  const again = await ask("POST", `/webhook-deliveries/${waiting[0]?.id}/redeliver`, { body: {} });
  expect(again).toMatchObject({ status: 200, body: { arrived: true, status: 204, error: null } });
  expect((await ask("GET", `${path}/deliveries`)).body.data).toMatchObject([
    { state: "arrived", isAskedFor: true, nextAt: null, tries: [{ status: 204 }, { status: 503 }] },
  ]);
  expect((await ask("POST", `${path}/test`, { body: {} })).body).toMatchObject({ arrived: true });
  expect((await ask("GET", "/webhooks")).body.data).toMatchObject([
    { id: webhook.id, status: "active", lastDay: { arrived: 2, waiting: 0, givenUp: 0 } },
  ]);

  const rotated = await ask("POST", `${path}/rotate-secret`, { body: { overlapHours: 24 } });
  expect(rotated.body).toMatchObject({ oldSecretEndsAt: "2026-03-03T12:00:00.000Z", version: 2 });
  expect(rotated.body.secret).not.toBe(webhook.secret);
});

test("a change takes what it names and leaves the rest, and is refused on another version than the one that was seen", async () => {
  const { ask, receiver, path } = await scene();
  const edit = (body: object, tag: string) => ask("PATCH", path, { body, headers: { "if-match": tag } });
  expect(await edit({ name: "Night watch" }, '"1"')).toMatchObject({
    status: 200,
    body: { name: "Night watch", url: receiver.url, events: ["alert.raised"], version: 2 },
  });
  expect(await edit({ name: "Day watch" }, '"1"')).toMatchObject({ status: 412 });
  expect(await edit({ events: [], format: "slack" }, "*")).toMatchObject({
    status: 200,
    body: { name: "Night watch", events: [], format: "slack", version: 3 },
  });
});

test("nothing may be sent into private networks, and nothing is made of what was refused", async () => {
  const { ask, path } = await scene();
  for (const url of ["https://10.0.0.1/", "https://169.254.169.254/", "ftp://example.com/"]) {
    const body = { name: "Inside", url };
    for (const told of [await ask("POST", "/webhooks", { body }), await ask("PATCH", path, { body })]) {
      expect(told).toMatchObject({ status: 422, body: { fields: { url: [expect.any(String)] } } });
    }
  }
  expect((await ask("GET", "/webhooks")).body.data).toMatchObject([{ name: "On-call", version: 1 }]);
});

test("the same request sent twice makes one webhook, and its answer comes back with the same secret", async () => {
  const { ask } = await scene();
  const call = {
    body: { name: "Once", url: "https://93.184.215.14/" },
    headers: { "idempotency-key": "webhook-1" },
  };
  const [first, second] = [await ask("POST", "/webhooks", call), await ask("POST", "/webhooks", call)];
  expect(second.body).toEqual(first.body);
  expect(second.headers.get("idempotent-replayed")).toBe("true");
  expect((await ask("GET", "/webhooks")).body.data).toHaveLength(2);
});

test("pages of what was sent join without a gap, and a cursor is good for its own list only", async () => {
  const { ask, receiver, happen, path } = await scene();
  receiver.answer = 500;
  await happen(5);
  const seen: string[] = [];
  let cursor = "";
  do {
    const { body } = await ask("GET", `${path}/deliveries?limit=2${cursor}`);
    seen.push(...(body.data as { id: string }[]).map(({ id }) => id));
    cursor = body.nextCursor === null ? "" : `&cursor=${body.nextCursor}`;
    if (cursor !== "") {
      const other = await ask("GET", `${path}/deliveries?state=arrived${cursor}`);
      expect(other).toMatchObject({ status: 422, body: { fields: { cursor: [expect.any(String)] } } });
    }
  } while (cursor !== "");
  expect(new Set(seen).size).toBe(5);
});
