import { db } from "@/lib/db/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";

/** Names of the organization's keys, deleted ones too, by ID; others are left out. @throws {DomainError} `forbidden`. */
export async function namesOfKeys(
  ctx: OrgContext,
  keyIds: readonly string[],
): Promise<Record<string, string>> {
  requirePermission(ctx, "usage:read");
  const keys = await db.key.findMany({
    where: { orgId: ctx.org.id, id: { in: [...new Set(keyIds)] } },
    select: { id: true, name: true },
  });
  return Object.fromEntries(keys.map(({ id, name }) => [id, name]));
}
