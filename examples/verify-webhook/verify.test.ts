import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { newWebhookSecret, signatureHeaders, webhookSecretText } from "@/lib/webhooks/signature";
import { createReceiver, type Event, faultOf } from "./verify.mjs";

const NOW = 1_772_452_800_000;
const secret = newWebhookSecret();
const body = JSON.stringify({ type: "key.disabled", timestamp: "2026-03-02T12:00:00.000Z", data: {} });
const signed = (over: { at?: number; by?: Uint8Array[] } = {}) =>
  signatureHeaders({ id: "evt_1", at: new Date(over.at ?? NOW), body }, over.by ?? [secret]);
const fault = (headers: Record<string, string>, text = body) =>
  faultOf(webhookSecretText(secret), headers, text, NOW);

test("the message of the specification is accepted, and not with a bit of it changed", () => {
  const headers = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  };
  const judged = (text: string) =>
    faultOf("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", headers, text, 1_614_265_330_000);
  expect(judged('{"test": 2432232314}')).toBeNull();
  expect(judged('{"test": 2432232315}')).toBe("wrong_signature");
});

test("what we sign is accepted, for five minutes either way, while either secret signs", () => {
  const other = newWebhookSecret();
  expect(fault(signed())).toBeNull();
  expect(fault(signed({ by: [other, secret] }))).toBeNull();
  expect(fault(signed({ by: [other] }))).toBe("wrong_signature");
  expect(fault(signed({ at: NOW - 300_000 }))).toBeNull();
  expect(fault(signed({ at: NOW - 301_000 }))).toBe("out_of_window");
  expect(fault(signed({ at: NOW + 301_000 }))).toBe("out_of_window");
});

test("a message without a signature, of another version or with another ID or time is refused", () => {
  const good = signed();
  expect(fault({})).toBe("missing");
  expect(fault({ ...good, "webhook-signature": good["webhook-signature"].replace("v1", "v2") })).toBe(
    "wrong_signature",
  );
  expect(fault({ ...good, "webhook-signature": "v1," })).toBe("wrong_signature");
  expect(fault({ ...good, "webhook-id": "evt_2" })).toBe("wrong_signature");
  expect(fault({ ...good, "webhook-timestamp": String(NOW / 1000 + 1) })).toBe("wrong_signature");
  expect(fault({ ...good, "webhook-timestamp": "soon" })).toBe("malformed");
  expect(fault(good, `${body} `)).toBe("wrong_signature");
});

test("the receiver hands on an event once, and nothing that is not signed", async () => {
  const [seen, events]: [Set<string>, Event[]] = [new Set(), []];
  const isNew = (id: string) => !seen.has(id) && seen.add(id).size > 0;
  const onEvent = (event: Event) => void events.push(event);
  const server = createServer(createReceiver({ secret: webhookSecretText(secret), isNew, onEvent }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const post = async (headers: Record<string, string>) =>
      (await fetch(`http://127.0.0.1:${port}/`, { method: "POST", headers, body })).status;
    const headers = signed({ at: Date.now() });
    expect([await post(headers), await post(headers), await post({})]).toEqual([204, 204, 401]);
    expect(events.map(({ type }) => type)).toEqual(["key.disabled"]);
  } finally {
    server.close();
  }
});
