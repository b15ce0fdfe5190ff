import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import { requireFreeName } from "./internal";
import { newUpstreamSecret, type ShownSecret } from "./new-secret";
import { requireAddress } from "./require-address";
import type { UpstreamFields } from "./schemas";

/**
 * Adds an upstream and the first secret the edge signs its calls with, which is answered this once.
 *
 * No edge hears of it before a product stands on it.
 * @throws {DomainError} `forbidden`; `invalid_input` for a base URL that no edge would connect to, or a name that is taken.
 */
export async function createUpstream(
  ctx: StaffContext,
  input: UpstreamFields,
): Promise<{ id: string; secret: ShownSecret }> {
  requireStaff(ctx, "products:manage");
  await requireAddress(input.baseUrl);
  const id = newId("upstream");
  const { row, shown } = newUpstreamSecret(id, ctx.now, ctx.now);
  await withTransaction(async (tx) => {
    await requireFreeName(tx, input.name, id);
    await tx.upstream.create({ data: { id, ...input }, select: { id: true } });
    await tx.upstreamSecret.create({ data: row, select: { id: true } });
    await emitAudit(tx, ctx, {
      action: "upstream.created",
      targetType: "upstream",
      targetId: id,
      after: { ...input, kid: shown.kid },
    });
  });
  return { id, secret: shown };
}
