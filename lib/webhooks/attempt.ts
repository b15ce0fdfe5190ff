import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { webhookAad } from "@/lib/sealing/aad";
import { masterKeyring } from "@/lib/sealing/keyring";
import { open } from "@/lib/sealing/open";
import { bodyOf } from "./body";
import { type PostOutcome, post } from "./post";
import { signatureHeaders } from "./signature";
import { storedFormat } from "./stored";
import { targetRules } from "./target";

/** A delivery that this process may try: until its lease is over nobody else takes it. */
export type Claimed = { id: string; webhookId: string; eventId: string; attempts: number; leasedUntil: Date };

/**
 * Sends one delivery once, signed for this moment with the webhook's secret, and with the one before during an overlap.
 *
 * `null` when there is nothing to send to any more: the webhook is gone or disabled.
 */
export async function attempt({ webhookId, eventId }: Claimed, at: Date): Promise<PostOutcome | null> {
  const [webhook, event] = await Promise.all([
    db.webhook.findUnique({
      where: { id: webhookId, disabledAt: null },
      select: {
        orgId: true,
        url: true,
        format: true,
        sealed: true,
        sealedRetiring: true,
        retiresAt: true,
        org: { select: { slug: true } },
      },
    }),
    db.webhookEvent.findUnique({
      where: { id: eventId },
      select: { type: true, at: true, payload: true },
    }),
  ]);
  if (webhook === null || event === null) return null;
  const aad = webhookAad(webhook.orgId, webhookId);
  const isOverlapping = webhook.retiresAt !== null && webhook.retiresAt > at;
  const sealed = [webhook.sealed, isOverlapping ? webhook.sealedRetiring : null];
  const secrets = sealed.flatMap((one) => (one === null ? [] : [open(masterKeyring(), one, aad)]));
  const place = { publicUrl: env().PUBLIC_URL, orgSlug: webhook.org.slug };
  const body = bodyOf(event, storedFormat(webhook.format), place);
  const headers = {
    "content-type": "application/json",
    "user-agent": "Keyward-Webhooks/1",
    ...signatureHeaders({ id: eventId, at, body }, secrets),
  };
  return post(webhook.url, { headers, body }, targetRules());
}
