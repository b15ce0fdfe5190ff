import { withTransaction } from "@/lib/db/transaction";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { placeLimit } from "./place-limit";
import type { GrantLimitInput } from "./schemas";

/**
 * Grants a limit by contract: to a key, where it takes the place of a class's default, or to a whole organization as a ceiling
 * over all its keys. It begins and ends by itself; of several for one thing the one that began last is in force.
 *
 * The row is in the organization's own audit log, where the customer sees it.
 * @throws {DomainError} `not_found`, `forbidden`; `invalid_input` for an end before the beginning or in the past, or a class that
 * does not exist; `limit_reached`.
 */
export async function grantLimit(ctx: StaffContext, input: GrantLimitInput): Promise<{ id: string }> {
  requireStaff(ctx, "limits:grant");
  const { id } = await withTransaction((tx) => placeLimit(tx, ctx, input));
  return { id };
}
