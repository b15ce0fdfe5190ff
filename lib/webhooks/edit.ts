import { requireStepUp } from "@/lib/accounts/step-up";
import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { lockWebhook, toAudit } from "./internal";
import type { ChangeWebhookInput } from "./schemas";
import { storedFormat } from "./stored";
import { requireTarget } from "./target";

/**
 * Changes a webhook's name, URL, events and format; what is left out stays. What waits to be sent goes to the new URL.
 * @param isJudged `judgeTarget` let the URL pass already, because this runs inside a transaction and looks no name up.
 * @throws {DomainError} `forbidden`; `step_up_required`; `not_found`; `version_mismatch`; `invalid_input` for a URL that
 * nothing may be sent to.
 */
export async function editWebhook(
  ctx: OrgContext,
  { webhookId, version, ...wanted }: ChangeWebhookInput,
  isJudged = false,
): Promise<{ version: number }> {
  requirePermission(ctx, "webhooks:manage");
  await requireStepUp(ctx);
  if (wanted.url !== undefined && !isJudged) await requireTarget(wanted.url);
  return withTransaction(async (tx) => {
    const before = await lockWebhook(tx, ctx, { webhookId, version });
    const fields = {
      name: wanted.name ?? before.name,
      url: wanted.url ?? before.url,
      events: wanted.events ?? before.events,
      format: wanted.format ?? storedFormat(before.format),
    };
    const isMoved = fields.url !== before.url;
    const saved = await tx.webhook.update({
      where: { id: webhookId },
      data: {
        ...fields,
        version: { increment: 1 },
        // What was said about the old place says nothing about the new one.
        ...(isMoved ? { failingSince: null } : {}),
      },
      select: { version: true },
    });
    await emitAudit(tx, ctx, {
      action: "webhook.edited",
      targetType: "webhook",
      targetId: webhookId,
      before: toAudit(before),
      after: { ...toAudit(fields), ...(isMoved ? { urlChanged: true } : {}) },
    });
    return saved;
  });
}
