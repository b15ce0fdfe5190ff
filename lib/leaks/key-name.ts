import { db } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import type { KeyRef } from "@/lib/keys/schemas";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";

/**
 * What a key is called, also one in the trash.
 * @throws {DomainError} `forbidden`; `not_found` for an unknown, purged or another organization's key.
 */
export async function keyName(ctx: OrgContext, { keyId }: KeyRef): Promise<string> {
  requirePermission(ctx, "keys:read");
  const key = await db.key.findFirst({ where: { id: keyId, orgId: ctx.org.id }, select: { name: true } });
  if (key === null) throw new DomainError("not_found");
  return key.name;
}
