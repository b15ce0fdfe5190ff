import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { keyNotFound, livingKey } from "./internal";
import type { KeyRef } from "./schemas";

/**
 * Notes in the audit log that somebody copied a key's ID. Every member may; an ID is no secret.
 * @throws {DomainError} `not_found` for an unknown, another organization's or a deleted key.
 */
export async function recordKeyIdCopy(ctx: OrgContext, ref: KeyRef): Promise<void> {
  requirePermission(ctx, "keys:read");
  await withTransaction(async (tx) => {
    const key = await tx.key.findFirst({ where: livingKey(ctx.org.id, ref), select: { id: true } });
    if (!key) throw keyNotFound();
    await emitAudit(tx, ctx, { action: "key.id_copied", targetType: "key", targetId: key.id });
  });
}
