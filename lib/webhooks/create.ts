import { requireStepUp } from "@/lib/accounts/step-up";
import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { webhookAad } from "@/lib/sealing/aad";
import { masterKeyring } from "@/lib/sealing/keyring";
import { seal } from "@/lib/sealing/seal";
import { newId } from "@/lib/std/id";
import { toAudit } from "./internal";
import { WEBHOOKS_MAX, type WebhookFields } from "./schemas";
import { newWebhookSecret, webhookSecretText } from "./signature";
import { requireTarget } from "./target";

/** A new webhook. `secret` is in clear, here and nowhere else: only a sealed copy is kept. */
export type CreatedWebhook = { id: string; secret: string };

/**
 * Makes a webhook of the organization: from now on what happens is sent to its URL, signed with a secret of its own.
 * @param isJudged `judgeTarget` let the URL pass already, because this runs inside a transaction and looks no name up.
 * @throws {DomainError} `forbidden`; `step_up_required`; `invalid_input` for a URL that nothing may be sent to;
 * `limit_reached` at `WEBHOOKS_MAX`, however many are made at once.
 */
export async function createWebhook(
  ctx: OrgContext,
  input: WebhookFields,
  isJudged = false,
): Promise<CreatedWebhook> {
  requirePermission(ctx, "webhooks:manage");
  await requireStepUp(ctx);
  if (!isJudged) await requireTarget(input.url);
  const id = newId("webhook");
  const secret = newWebhookSecret();
  await withTransaction(async (tx) => {
    // So that two people who make one at once count one after the other.
    await tx.$executeRaw`SELECT FROM org WHERE id = ${ctx.org.id} FOR NO KEY UPDATE`;
    if ((await tx.webhook.count({ where: { orgId: ctx.org.id } })) >= WEBHOOKS_MAX) {
      throw new DomainError("limit_reached", {
        message: `Your organization has ${WEBHOOKS_MAX} webhooks, which is the most it can have. Remove one first.`,
      });
    }
    await tx.webhook.create({
      data: {
        ...input,
        id,
        orgId: ctx.org.id,
        sealed: seal(masterKeyring(), secret, webhookAad(ctx.org.id, id)),
        createdById: responsibleId(ctx),
        createdAt: ctx.now,
      },
      select: { id: true },
    });
    await emitAudit(tx, ctx, {
      action: "webhook.created",
      targetType: "webhook",
      targetId: id,
      after: toAudit(input),
    });
  });
  return { id, secret: webhookSecretText(secret) };
}
