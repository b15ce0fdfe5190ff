import { withTransaction } from "@/lib/db/transaction";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import type { RenameKeyInput } from "./life-schemas";
import { lockKey } from "./lock";
import { type KeyVersion, saveKey } from "./save";

/**
 * Gives a key another name. The name it already has is no change.
 * @throws {DomainError} `not_found`, `forbidden`, `version_mismatch`.
 */
export async function renameKey(ctx: OrgContext, input: RenameKeyInput): Promise<KeyVersion> {
  requirePermission(ctx, "keys:edit", true);
  return withTransaction(async (tx) => {
    const key = await lockKey(tx, ctx, "keys:edit", input);
    if (key.name === input.name) return { version: key.version };
    return saveKey(
      tx,
      ctx,
      key.id,
      { name: input.name },
      { action: "key.renamed", before: { name: key.name }, after: { name: input.name } },
    );
  });
}
