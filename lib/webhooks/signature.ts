import { createHmac, randomBytes } from "node:crypto";

const SECRET_BYTES = 32;
const SECRET_PREFIX = "whsec_";

/** 32 random bytes that a webhook signs with. */
export function newWebhookSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

/** A secret as whoever receives the webhook is given it: `whsec_` and base64. */
export function webhookSecretText(secret: Uint8Array): string {
  return `${SECRET_PREFIX}${Buffer.from(secret).toString("base64")}`;
}

/**
 * The headers that say what a message is and that it comes from us, as Standard Webhooks has them: one `v1` signature
 * (HMAC-SHA-256 over `<id>.<timestamp>.<body>`) for each secret, the newest first.
 * @param id The same at every try, so that a receiver can tell a repetition.
 * @param at When this try is made; receivers refuse what is too old.
 */
export function signatureHeaders(
  { id, at, body }: { id: string; at: Date; body: string },
  secrets: readonly Uint8Array[],
): Record<"webhook-id" | "webhook-timestamp" | "webhook-signature", string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map(
    (secret) =>
      `v1,${createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`, "utf8").digest("base64")}`,
  );
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}
