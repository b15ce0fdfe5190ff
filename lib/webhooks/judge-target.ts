import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { requireTarget } from "./target";

/**
 * Lets a URL pass that webhooks may be sent to, for a caller that is about to make or change one inside a transaction: a name
 * is looked up here, while nobody waits for a row or a connection.
 * @throws {DomainError} `insufficient_scope`; `forbidden`; `invalid_input` on `url`.
 */
export async function judgeTarget(ctx: OrgContext, url: string): Promise<void> {
  requirePermission(ctx, "webhooks:manage");
  await requireTarget(url);
}
