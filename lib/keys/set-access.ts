import { withTransaction } from "@/lib/db/transaction";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { accessChange } from "./access-change";
import type { SetAccessInput } from "./life-schemas";
import { lockKey } from "./lock";
import { type KeyVersion, saveKey } from "./save";

/**
 * Says what a key may be used for: reading or everything, in the query or not, and for which products and endpoint
 * classes. Products are replaced as a whole; what is left out of the input stays.
 * @throws {DomainError} `not_found`, `forbidden`, `version_mismatch`; `invalid_input` for a product or an endpoint class
 * that does not exist, or a class of another product.
 */
export async function setKeyAccess(ctx: OrgContext, input: SetAccessInput): Promise<KeyVersion> {
  requirePermission(ctx, "keys:edit", true);
  return withTransaction(async (tx) => {
    const key = await lockKey(tx, ctx, "keys:edit", input);
    const change = await accessChange(tx, key, input);
    if (change === null) return { version: key.version };
    const { data, ...told } = change;
    return saveKey(tx, ctx, key.id, data, { action: "key.access_set", ...told });
  });
}
