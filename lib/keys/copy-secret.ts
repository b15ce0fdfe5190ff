import { requireStepUp } from "@/lib/accounts/step-up";
import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { holdPolicies } from "@/lib/orgs/policies/read";
import { secretAad } from "@/lib/sealing/aad";
import { masterKeyring } from "@/lib/sealing/keyring";
import { open } from "@/lib/sealing/open";
import { keyNotFound, livingKey } from "./internal";
import type { KeyRef } from "./schemas";

/**
 * The whole secret of a key, for somebody who asked for it by a click; a row in the audit log for each copy.
 *
 * A developer copies own keys' secrets only. Without the audit row there is no secret.
 * @throws {DomainError} `not_found` for an unknown, another organization's or a deleted key; `forbidden`; `step_up_required`;
 * `secret_not_kept` when the organization shows secrets once.
 */
export async function copySecret(ctx: OrgContext, ref: KeyRef): Promise<{ secret: string }> {
  requirePermission(ctx, "keys:copy", true);
  await requireStepUp(ctx);
  return withTransaction(async (tx) => {
    const { showSecretsOnce } = await holdPolicies(tx, ctx.org.id);
    const key = await tx.key.findFirst({
      where: livingKey(ctx.org.id, ref),
      select: {
        createdById: true,
        secrets: {
          where: { status: { in: ["current", "awaiting"] } },
          select: { id: true, sealedSecret: true },
        },
      },
    });
    if (!key) throw keyNotFound();
    requirePermission(ctx, "keys:copy", key.createdById === responsibleId(ctx));
    const [kept] = key.secrets;
    if (showSecretsOnce || !kept?.sealedSecret) throw new DomainError("secret_not_kept");
    const row = { orgId: ctx.org.id, keyId: ref.keyId, secretId: kept.id };
    const secret = open(masterKeyring(), kept.sealedSecret, secretAad(row)).toString();
    await emitAudit(tx, ctx, {
      action: "key.secret_copied",
      targetType: "key",
      targetId: ref.keyId,
      after: { secretId: kept.id },
    });
    return { secret };
  });
}
