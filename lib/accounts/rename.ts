import type { z } from "zod";
import { emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import type { UserContext } from "@/lib/orgs/context";
import type { RenameInput } from "./schemas";

/** Changes the name others see. */
export async function renamePerson(ctx: UserContext, { name }: z.output<typeof RenameInput>): Promise<void> {
  if (name === ctx.actor.name) return;
  await withTransaction(async (tx) => {
    await tx.user.update({ where: { id: ctx.actor.id }, data: { name }, select: { id: true } });
    await emitAudit(tx, ctx, {
      action: "account.renamed",
      targetType: "user",
      targetId: ctx.actor.id,
      before: { name: ctx.actor.name },
      after: { name },
    });
  });
}
