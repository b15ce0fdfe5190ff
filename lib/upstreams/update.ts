import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { lockUpstream, recordUpstreamChange, requireFreeName } from "./internal";
import { requireAddress } from "./require-address";
import type { UpdateUpstreamInput } from "./schemas";

/**
 * Changes an upstream; calls that begin after an edge heard of it go to the new address. Answers the new version.
 * @throws {DomainError} `forbidden`, `not_found`, `version_mismatch`; `invalid_input` for a base URL that no edge would connect
 * to, or a name that is taken.
 */
export async function updateUpstream(
  ctx: StaffContext,
  { upstreamId, version, ...fields }: UpdateUpstreamInput,
): Promise<{ version: number }> {
  requireStaff(ctx, "products:manage");
  await requireAddress(fields.baseUrl);
  return withTransaction(async (tx) => {
    const { id, version: seen, ...before } = await lockUpstream(tx, upstreamId, version);
    await requireFreeName(tx, fields.name, id);
    const saved = await tx.upstream.update({
      where: { id },
      data: { ...fields, version: seen + 1 },
      select: { version: true },
    });
    await recordUpstreamChange(tx, id);
    await emitAudit(tx, ctx, {
      action: "upstream.edited",
      targetType: "upstream",
      targetId: id,
      before,
      after: fields,
    });
    return saved;
  });
}
