import { expect, test } from "vitest";
import { newWebhookSecret, signatureHeaders, webhookSecretText } from "./signature";

test("signs the message of the Standard Webhooks specification as it is signed there", () => {
  const secret = Buffer.from("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "base64");
  const message = {
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    at: new Date(1_614_265_330_000),
    body: '{"test": 2432232314}',
  };
  expect(signatureHeaders(message, [secret])).toEqual({
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
});

test("each secret signs, the newest first", () => {
  const [first, second] = [newWebhookSecret(), newWebhookSecret()];
  const message = { id: "evt_1", at: new Date(0), body: "{}" };
  const of = (...secrets: Buffer[]) => signatureHeaders(message, secrets)["webhook-signature"];
  expect(of(first, second)).toBe(`${of(first)} ${of(second)}`);
});

test("a secret is told as whsec_ and 32 bytes in base64", () => {
  expect(webhookSecretText(newWebhookSecret())).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
});
