import { z } from "zod";
import type { Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { keyNotFound } from "./internal";
import { lockRoomForKeys } from "./room";
import { saveKey } from "./save";
import type { KeyRef } from "./schemas";
import { TRASH_DAYS } from "./terms";

const Trashed = z.object({ createdById: z.string(), deletedAt: z.date() });

/**
 * Takes a key out of the trash: it is what it was, and works again as far as its dates and state let it. A secret whose
 * end came meanwhile stays ended.
 * @throws {DomainError} `not_found` for a key that is not in the trash of this organization, or has been for
 * `TRASH_DAYS`; `forbidden`; `limit_reached` when the organization has no room for it.
 */
export async function restoreKey(ctx: OrgContext, ref: KeyRef): Promise<void> {
  requirePermission(ctx, "keys:delete", true);
  await withTransaction(async (tx) => {
    // The organization before the key, as everywhere.
    await lockRoomForKeys(tx, ctx.org.id);
    const key = await lockTrashedKey(tx, ctx, ref);
    requirePermission(ctx, "keys:delete", key.createdById === responsibleId(ctx));
    await saveKey(
      tx,
      ctx,
      ref.keyId,
      { deletedAt: null },
      { action: "key.restored", before: { deletedAt: key.deletedAt } },
    );
  });
}

async function lockTrashedKey(tx: Tx, ctx: OrgContext, { keyId }: KeyRef) {
  const purgedUntil = new Date(ctx.now.getTime() - TRASH_DAYS * 86_400_000);
  const rows = await tx.$queryRaw`
    SELECT created_by_id AS "createdById", deleted_at AS "deletedAt" FROM key
    WHERE id = ${keyId} AND org_id = ${ctx.org.id} AND deleted_at > ${purgedUntil}::timestamptz
    FOR NO KEY UPDATE`;
  const [key] = z.array(Trashed).parse(rows);
  if (!key) throw keyNotFound();
  return key;
}
